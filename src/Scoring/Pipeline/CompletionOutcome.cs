namespace Rlar.Scoring.Pipeline;

/// <summary>The outcome of one completion.</summary>
/// <param name="Outcome">The outcome of the route as a whole; with one tool, the tool's.</param>
/// <param name="Milliseconds">How long scoring took; null where time is not measured, so that a run can be repeated byte by byte.</param>
/// <param name="Tools">What each tool said, where several scored; null or empty otherwise.</param>
public sealed record CompletionOutcome(RewardOutcome Outcome, double? Milliseconds = null, IReadOnlyList<ToolOutcome>? Tools = null);
