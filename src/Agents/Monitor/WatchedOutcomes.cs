namespace Rlar.Agents.Monitor;

/// <summary>What one tool said of a group.</summary>
/// <param name="Tool">The tool's id.</param>
/// <param name="Outcomes">[G] what it said of each completion, at least one.</param>
/// <param name="Milliseconds">Mean time of a completion; null where it was not measured.</param>
public sealed record WatchedOutcomes(string Tool, IReadOnlyList<RewardOutcome> Outcomes, double? Milliseconds = null);
