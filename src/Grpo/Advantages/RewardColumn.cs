namespace Rlar.Grpo.Advantages;

/// <summary>One component's rewards over a batch.</summary>
/// <param name="Rewards">[N] rewards in group order; those that are not scored are not read.</param>
/// <param name="Scored">[N] true where the reward is one.</param>
public sealed record RewardColumn(double[] Rewards, bool[] Scored);
