namespace Rlar.Rewards.Verifiers;

/// <summary>
/// The one rule for bounds on steps, depth and time: what a completion uses up is its own doing, and it scores as a wrong one does. Unscorable is
/// only the row that exhausts a bound alone, whatever is compared with it: a policy must not be able to choose to leave its group.
/// </summary>
internal static class Exhaustion
{
    /// <summary>The outcome of a comparison that was given up.</summary>
    /// <param name="tool">The tool's id.</param>
    /// <param name="isOfRowAlone">Whether the reference, schema or pattern exhausts the bound with the smallest of answers, too.</param>
    /// <param name="why">What was given up.</param>
    internal static RewardOutcome Of(string tool, bool isOfRowAlone, string why) =>
        isOfRowAlone ? new RewardOutcome.Unscorable($"{tool}: {why}") : Verdict.Wrong($"given up on this answer: {why}");
}
