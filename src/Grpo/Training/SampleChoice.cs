namespace Rlar.Grpo.Training;

/// <summary>Which completions of a step are kept to be looked at: the best, the worst, and others evenly from what lies between.</summary>
internal static class SampleChoice
{
    /// <summary>Every completion of some groups as a record.</summary>
    internal static IEnumerable<SampleRecord> Of(int step, string split, RewardedDraw group, Query query, double?[]? advantages) =>
        group.Group.Rollouts.Select((rollout, i) => new SampleRecord(
            step,
            split,
            query.Id,
            query.Question,
            rollout.Text,
            group.Said.Rewards[i],
            group.Said.ByTool.ToDictionary(tool => tool.Key, tool => tool.Value[i]),
            advantages?[i],
            rollout.Tokens.Length,
            rollout.IsTruncated));

    /// <summary>Some of them, in the order of their rewards.</summary>
    /// <param name="all">All.</param>
    /// <param name="count">How many at most.</param>
    internal static IReadOnlyList<SampleRecord> Some(IReadOnlyList<SampleRecord> all, int count)
    {
        SampleRecord[] ordered = [.. all.OrderByDescending(sample => sample.Reward ?? double.NegativeInfinity)];
        if (ordered.Length <= count || count == 1)
            return ordered[..Math.Min(count, ordered.Length)];
        return [.. Enumerable.Range(0, count).Select(i => ordered[i * (ordered.Length - 1) / (count - 1)])];
    }
}
