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

    /// <inheritdoc/>
    public void StepLevel(
        ReadOnlySpan<T> stepRewards, GroupLayout completions, GroupLayout groups, AdvantageConvention convention, Span<T> advantages)
    {
        // A group's steps are contiguous, so they are a group of rewards themselves; what is left is to sum from each step on.
        var offsets = ArrayPool<int>.Shared.Rent(groups.Count + 1);
        for (var g = 0; g <= groups.Count; g++)
        {
            var completion = g < groups.Count ? groups[g].Start : groups.Length;
            offsets[g] = completion < completions.Count ? completions[completion].Start : completions.Length;
        }

        var steps = GroupLayout.Ragged(offsets.AsSpan(0, groups.Count + 1));
        Grpo(new RewardBatch<T>(stepRewards, steps), convention, advantages);
        for (var c = 0; c < completions.Count; c++)
        {
            var (start, end) = completions[c];
            double following = 0;
            for (var t = end - 1; t >= start; t--)
            {
                following += double.CreateTruncating(advantages[t]);
                advantages[t] = T.CreateTruncating(following);
            }
        }

        ArrayPool<int>.Shared.Return(offsets);
    }
}
