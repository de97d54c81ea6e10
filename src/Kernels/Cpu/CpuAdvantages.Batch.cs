using System.Buffers;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <inheritdoc/>
    public void GrpoBatch(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        var all = Moments(dense.Batch.Rewards, weights: default);
        var variance = convention.SampleDeviation && all.Weight > 1 ? all.Squares / (all.Weight - 1) : all.Squares / Math.Max(1, all.Weight);
        var scale = 1 / (Math.Sqrt(variance) + convention.Epsilon);
        CentreDense(dense.Batch, new GroupRules.Constant(scale, convention.GroupOfOne), dense.Advantages);
        dense.Scatter();
    }

    /// <inheritdoc/>
    public void Gpg(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        var rewards = dense.Batch.Rewards;
        var alpha = (double)rewards.Length / Math.Max(1, rewards.Length - rewards.Count(T.Zero));
        CentreDense(dense.Batch, new GroupRules.Constant(alpha, convention.GroupOfOne), dense.Advantages);
        dense.Scatter();
    }

    /// <inheritdoc/>
    public void ReinforcePlusPlus(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        RewardError.ThrowIfBad(dense.Batch.Rewards);
        var whitened = ArrayPool<T>.Shared.Rent(dense.Advantages.Length);
        Whiten(dense.Batch.Rewards, dense.Batch.Lengths, convention.Whitening, whitened.AsSpan(0, dense.Advantages.Length));
        ClearConstantGroups(dense.Batch, whitened);
        whitened.AsSpan(0, dense.Advantages.Length).CopyTo(dense.Advantages);
        ArrayPool<T>.Shared.Return(whitened);
        dense.Scatter();
    }

    /// <inheritdoc/>
    public void ReinforcePlusPlusBaseline(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        var centred = ArrayPool<T>.Shared.Rent(dense.Advantages.Length);
        var values = centred.AsSpan(0, dense.Advantages.Length);
        CentreDense(dense.Batch, new GroupRules.Constant(1, convention.GroupOfOne), values);
        Whiten(values, dense.Batch.Lengths, convention.Whitening, values);
        ClearConstantGroups(dense.Batch, values);
        values.CopyTo(dense.Advantages);
        ArrayPool<T>.Shared.Return(centred);
        dense.Scatter();
    }

    /// <inheritdoc/>
    public void Gdpo(
        ReadOnlySpan<T> components, ReadOnlySpan<double> weights, GroupLayout groups, ReadOnlySpan<bool> scored, ReadOnlySpan<int> lengths,
        AdvantageConvention convention, Span<T> advantages)
    {
        var n = groups.Length;
        var values = ArrayPool<T>.Shared.Rent(2 * n);
        var flags = ArrayPool<bool>.Shared.Rent(n + groups.Count);
        var normalized = values.AsSpan(0, n);
        var sum = values.AsSpan(n, n);
        var any = flags.AsSpan(0, n);
        var informative = flags.AsSpan(n, groups.Count);
        sum.Clear();
        any.Clear();
        informative.Clear();
        for (var k = 0; k < weights.Length; k++)
        {
            var component = new RewardBatch<T>(components.Slice(k * n, n), groups, scored.IsEmpty ? default : scored.Slice(k * n, n));
            Grpo(component, convention, normalized);
            Accumulate(component, normalized, weights[k], sum, any, informative);
        }

        using (var dense = new DenseBatch<T>(new RewardBatch<T>(sum, groups, any, lengths), advantages))
        {
            Whiten(dense.Batch.Rewards, dense.Batch.Lengths, convention.MultiRewardWhitening, dense.Advantages);
            dense.Scatter();
        }

        for (var g = 0; g < groups.Count; g++)
        {
            var (start, end) = groups[g];
            if (!informative[g])
                advantages[start..end].Clear();
        }

        ArrayPool<T>.Shared.Return(values);
        ArrayPool<bool>.Shared.Return(flags);
    }

    /// <summary>Adds one component's advantages, and notes who has it and which groups it tells apart (or keeps as groups of one).</summary>
    private static void Accumulate(
        in RewardBatch<T> component, ReadOnlySpan<T> normalized, double weight, Span<T> sum, Span<bool> any, Span<bool> informative)
    {
        for (var g = 0; g < component.Groups.Count; g++)
        {
            var (start, end) = component.Groups[g];
            int first = -1, count = 0;
            var differs = false;
            for (var i = start; i < end; i++)
            {
                if (!component.Scored.IsEmpty && !component.Scored[i])
                    continue;
                sum[i] = T.CreateTruncating(double.CreateTruncating(sum[i]) + weight * double.CreateTruncating(normalized[i]));
                any[i] = true;
                first = count++ == 0 ? i : first;
                differs |= component.Rewards[i] != component.Rewards[first];
            }

            informative[g] |= differs || count < 2;
        }
    }

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

        var weights = whitening.ByToken ? lengths : default;
        var moments = Moments(values, weights, whitening.CountEpsilon);
        if (moments.Weight == 0)
        {
            advantages.Clear();
            return;
        }

        var factor = whitening.Factor(moments.Squares / (moments.Weight + whitening.CountEpsilon), moments.Weight);
        for (var i = 0; i < values.Length; i++)
        {
            var isHeld = weights.IsEmpty || weights[i] > 0;
            advantages[i] = isHeld ? T.CreateTruncating((double.CreateTruncating(values[i]) - moments.Mean) * factor) : T.Zero;
        }
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

    private const int MomentsChunk = 65536;
    private const int MaxMomentsChunks = 1024;

    /// <summary>Weighted moments over a whole batch, in two passes; partial sums are added in the order of the chunks, whoever made them.</summary>
    /// <param name="values">[N] finite values.</param>
    /// <param name="weights">[N] weights, or empty: 1 each.</param>
    /// <param name="countEpsilon">Added to the weight where the mean is taken.</param>
    private unsafe BatchMoments Moments(ReadOnlySpan<T> values, ReadOnlySpan<int> weights, double countEpsilon = 0)
    {
        if (values.IsEmpty)
            return default;
        var chunkLength = Math.Max(MomentsChunk, (values.Length / MaxMomentsChunks + 8) & -8);
        var chunks = (int)(((long)values.Length + chunkLength - 1) / chunkLength);
        var partial = stackalloc double[2 * chunks];
        fixed (T* first = values)
        fixed (int* weight = weights)
        {
            var job = new MomentsKernel<T>.Job { Values = first, Weights = weight, Length = values.Length, ChunkLength = chunkLength, Partial = partial };
            _backend.Run<MomentsKernel<T>>(chunks, &job);
            double total = 0, sum = 0, squares = 0;
            for (var c = 0; c < chunks; c++)
            {
                total += partial[2 * c];
                sum += partial[2 * c + 1];
            }

            job.Mean = sum / (total + countEpsilon);
            job.SumsSquares = true;
            _backend.Run<MomentsKernel<T>>(chunks, &job);
            for (var c = 0; c < chunks; c++)
                squares += partial[2 * c + 1];
            return new BatchMoments(total, job.Mean, squares);
        }
    }

    /// <summary>Weight in all, weighted mean, weighted sum of squared deviations.</summary>
    private readonly record struct BatchMoments(double Weight, double Mean, double Squares);
}
