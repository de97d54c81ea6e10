namespace Rlar.Agents.Gate;

/// <summary>What one check of the gate found.</summary>
/// <param name="Name">Its name, in kebab case: "near-misses".</param>
/// <param name="Passed">Whether the draft passed.</param>
/// <param name="Measured">The figure; null where the check had nothing to measure.</param>
/// <param name="Threshold">What the figure is held against; null for none.</param>
/// <param name="Reason">What was measured, and what was wrong.</param>
public sealed record GateCheck(string Name, bool Passed, double? Measured, double? Threshold, string Reason)
{
    /// <summary>The text that shows it; null where the draft passed.</summary>
    public GateExample? Example { get; init; }
}
