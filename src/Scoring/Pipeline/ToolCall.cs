namespace Rlar.Scoring.Pipeline;

/// <summary>What one tool said of one group.</summary>
/// <param name="Tool">The tool and its part in the route.</param>
/// <param name="Outcomes">[G] outcomes.</param>
/// <param name="Elapsed">How long the call took.</param>
public sealed record ToolCall(RoutedTool Tool, IReadOnlyList<RewardOutcome> Outcomes, TimeSpan Elapsed);
