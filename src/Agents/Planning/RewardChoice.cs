namespace Rlar.Agents.Planning;

/// <summary>One way to reward the answers of a task.</summary>
/// <param name="Kind">Its sort.</param>
/// <param name="Tool">The id of a tool, or the start of one ("judge", "rm"); "synth" for a draft that is yet to be gated.</param>
/// <param name="Needs">What it must find in a row.</param>
/// <param name="Missing">What of it the task's rows lack; <see cref="PlanNeeds.None"/> where it can be used as things are.</param>
/// <param name="Why">Why it fits, and what it does not see.</param>
public sealed record RewardChoice(RewardKind Kind, string Tool, PlanNeeds Needs, PlanNeeds Missing, string Why)
{
    /// <summary>Whether the rows bring all that it needs.</summary>
    public bool IsUsable => Missing == PlanNeeds.None;
}
