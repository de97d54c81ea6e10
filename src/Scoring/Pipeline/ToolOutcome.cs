namespace Rlar.Scoring.Pipeline;

/// <summary>What one tool of a route said of a completion.</summary>
/// <param name="Tool">The tool's id.</param>
/// <param name="Outcome">What it said, on its own scale.</param>
/// <param name="Milliseconds">How long it took; null where time is not measured.</param>
public sealed record ToolOutcome(string Tool, RewardOutcome Outcome, double? Milliseconds = null);
