using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>The numbers of a step that are followed over the run.</summary>
internal static class StepNumbers
{
    internal const string Kl = "kl";
    internal const string Entropy = "entropy";
    internal const string Distinct = "distinct_share";
    internal const string Novelty = "distinct_word_triples";
    internal const string Length = "length";
    internal const string Truncated = "truncated";
    internal const string ZeroVariance = "zero_variance_share";
    internal const string Mismatch = "mismatch_mean";
    internal const string Reward = "reward";

    /// <summary>Sum over groups of the rank correlation of reward and length.</summary>
    internal const string LengthRank = "length_rank";

    /// <summary>Its variance where the reward knows nothing of length.</summary>
    internal const string LengthRankVariance = "length_rank_variance";

    /// <summary>Groups in it.</summary>
    internal const string LengthGroups = "length_groups";

    /// <summary>Their names.</summary>
    internal static IReadOnlyList<string> Names { get; } =
        [Kl, Entropy, Distinct, Novelty, Length, Truncated, ZeroVariance, Mismatch, Reward, LengthRank, LengthRankVariance, LengthGroups];

    /// <summary>The numbers of a step; those that it has not are left out.</summary>
    internal static IEnumerable<(string Name, double Value)> Of(StepMetrics metrics, List<ReadGroup> groups)
    {
        if (metrics.Kl is { } kl)
            yield return (Kl, kl);
        if (metrics.Reward is { } reward)
            yield return (Reward, reward);
        // Where no group has variance there was no update, and nothing was computed that these could be of.
        if (metrics.ZeroVarianceShare < 1)
        {
            yield return (Entropy, metrics.Entropy);
            yield return (Mismatch, metrics.MismatchMean);
        }

        yield return (Distinct, metrics.DistinctShare);
        yield return (Length, metrics.Length);
        yield return (Truncated, metrics.Truncated);
        yield return (ZeroVariance, metrics.ZeroVarianceShare);
        var triples = groups.SelectMany(group => group.Completions).SelectMany(completion => completion.Triples).ToList();
        if (triples.Count > 0)
            yield return (Novelty, (double)triples.Distinct().Count() / triples.Count);
        var ranks = groups.Select(group => (Correlation: LengthCorrelation.Of(group), group.Completions.Count))
            .Where(rank => rank.Correlation is not null).ToList();
        yield return (LengthRank, ranks.Sum(rank => rank.Correlation!.Value));
        yield return (LengthRankVariance, ranks.Sum(rank => 1.0 / (rank.Count - 1)));
        yield return (LengthGroups, ranks.Count);
    }
}
