namespace Rlar.Grpo.Training;

/// <summary>A group with what the tools said of it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Said">[G] rewards.</param>
/// <param name="Baseline">The reward of the group's greedy completion; null where it has none or was not scored.</param>
internal sealed record RewardedDraw(DrawnGroup Group, RewardedRollouts Said, double? Baseline = null)
{
    /// <summary>Whether two completions that were scored differ in their reward: only then there is something to prefer.</summary>
    internal bool HasVariance
    {
        get
        {
            double[] scored = [.. Said.Rewards.OfType<double>()];
            return scored.Length > 1 && scored.Max() != scored.Min();
        }
    }

    /// <summary>Mean reward of the completions that were scored, or null.</summary>
    internal double? Mean => Said.Rewards.OfType<double>().ToArray() is { Length: > 0 } scored ? scored.Average() : null;
}
