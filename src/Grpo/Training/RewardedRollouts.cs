namespace Rlar.Grpo.Training;

/// <summary>What the tools said of a group.</summary>
/// <param name="Rewards">[G] combined rewards; null where a completion was not scored: it leaves the group and every denominator.</param>
/// <param name="ByTool">[G] per tool, in the route's order, each on its own scale; null where it did not score.</param>
/// <param name="Reasons">[G] why a completion was not scored, else null.</param>
public sealed record RewardedRollouts(
    IReadOnlyList<double?> Rewards, IReadOnlyDictionary<string, IReadOnlyList<double?>> ByTool, IReadOnlyList<string?> Reasons);
