using System.Buffers;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
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
}
