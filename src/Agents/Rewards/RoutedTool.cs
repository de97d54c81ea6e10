namespace Rlar.Agents.Rewards;

/// <summary>One tool of a route.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Weight">Its share of the reward, above 0; a shaper's factor.</param>
public readonly record struct RoutedTool(IRewardTool Tool, double Weight);
