using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <summary>Whitens the values of a dense batch; all of them become 0 where all are equal.</summary>
    /// <param name="values">[N] what to whiten, finite.</param>
    /// <param name="lengths">[N] lengths in tokens, or empty: 1 each.</param>
    /// <param name="whitening">How.</param>
    /// <param name="advantages">[N] destination; may be the values.</param>
    private void Whiten(ReadOnlySpan<T> values, ReadOnlySpan<int> lengths, Whitening whitening, Span<T> advantages)
    {
        if (values.Length < 2 || !values.ContainsAnyExcept(values[0]))
        {
            advantages.Clear();
            return;
        }

        var moments = Moments(values, whitening.ByToken ? lengths : default, whitening.CountEpsilon);
        var factor = whitening.Factor(moments.Squares / (moments.Weight + whitening.CountEpsilon), moments.Weight);
        for (var i = 0; i < values.Length; i++)
            advantages[i] = T.CreateTruncating((double.CreateTruncating(values[i]) - moments.Mean) * factor);
    }

    /// <summary>Holds the rule that an all-equal group has advantage 0 where a whitening moved it away from there.</summary>
    private static void ClearConstantGroups(in RewardBatch<T> batch, Span<T> advantages)
    {
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var (start, end) = batch.Groups[g];
            if (end - start > 1 && !batch.Rewards[start..end].ContainsAnyExcept(batch.Rewards[start]))
                advantages[start..end].Clear();
        }
    }
}
