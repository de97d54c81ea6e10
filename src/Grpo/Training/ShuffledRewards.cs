namespace Rlar.Grpo.Training;

/// <summary>
/// The rewards of a group, given to other completions of it: what a run learns of them is noise of the same size. The control of an experiment, which a run
/// with real rewards has to beat.
/// </summary>
internal static class ShuffledRewards
{
    private const ulong Stream = 6;

    /// <summary>Shuffles. Completions that were not scored stay so, and what the tools said of one completion stays together.</summary>
    /// <param name="said">What the tools said.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="position">The draw's place in the order of all.</param>
    internal static RewardedRollouts Of(RewardedRollouts said, ulong seed, long position)
    {
        int[] scored = [.. Enumerable.Range(0, said.Rewards.Count).Where(i => said.Rewards[i] is not null)];
        int[] given = [.. scored];
        var state = DrawSeeds.Of(seed, Stream, (ulong)position);
        for (var i = given.Length - 1; i > 0; i--)
        {
            var j = DrawSeeds.Below(ref state, i + 1);
            (given[i], given[j]) = (given[j], given[i]);
        }

        int[] from = [.. Enumerable.Range(0, said.Rewards.Count)];
        for (var i = 0; i < scored.Length; i++)
            from[scored[i]] = given[i];
        return said with
        {
            Rewards = [.. from.Select(i => said.Rewards[i])],
            ByTool = said.ByTool.ToDictionary(tool => tool.Key, tool => (IReadOnlyList<double?>)[.. from.Select(i => tool.Value[i])]),
        };
    }
}
