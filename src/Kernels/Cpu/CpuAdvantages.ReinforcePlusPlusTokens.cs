using System.Buffers;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <inheritdoc/>
    public void ReinforcePlusPlusTokens(
        ReadOnlySpan<T> rewards, GroupLayout sequences, ReadOnlySpan<bool> mask, double gamma, Whitening whitening, Span<T> advantages)
    {
        RewardError.ThrowIfBad(rewards, mask);
        var returns = ArrayPool<T>.Shared.Rent(rewards.Length);
        for (var s = 0; s < sequences.Count; s++)
        {
            var (start, end) = sequences[s];
            double running = 0;
            for (var t = end - 1; t >= start; t--)
            {
                if (mask.IsEmpty || mask[t])
                    running = double.CreateTruncating(rewards[t]) + gamma * running;
                returns[t] = T.CreateTruncating(running);
            }
        }

        var tokens = new RewardBatch<T>(returns.AsSpan(0, rewards.Length), GroupLayout.Uniform(rewards.Length, 1), mask);
        using (var dense = new DenseBatch<T>(tokens, advantages))
        {
            Whiten(dense.Batch.Rewards, lengths: default, whitening, dense.Advantages);
            dense.Scatter();
        }

        ArrayPool<T>.Shared.Return(returns);
    }
}
