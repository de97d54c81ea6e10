namespace Rlar.Scoring.Pipeline;

/// <summary>A group as an estimator sees it.</summary>
/// <param name="Rewards">[G] rewards, null where not scored.</param>
/// <param name="Lengths">[G] lengths in tokens, or null where they are not all known.</param>
public readonly record struct RewardedGroup(IReadOnlyList<double?> Rewards, IReadOnlyList<int>? Lengths)
{
    /// <summary>What an estimator sees of a scored group.</summary>
    /// <param name="group">The group.</param>
    internal static RewardedGroup Of(ScoredGroup group) => new(group.Rewards, group.Lengths);
}
