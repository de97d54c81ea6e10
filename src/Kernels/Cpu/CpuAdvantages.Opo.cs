using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <inheritdoc/>
    public void Opo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        if (batch.Lengths.IsEmpty)
        {
            DrGrpo(batch, convention, advantages);
            return;
        }

        using var dense = new DenseBatch<T>(batch, advantages);
        RewardError.ThrowIfBad(dense.Batch.Rewards);
        for (var g = 0; g < dense.Batch.Groups.Count; g++)
        {
            var (start, end) = dense.Batch.Groups[g];
            var rewards = dense.Batch.Rewards[start..end];
            var destination = dense.Advantages[start..end];
            if (rewards.Length < 2)
            {
                LoneCompletion(rewards, convention.GroupOfOne, destination);
                continue;
            }

            var origin = double.CreateTruncating(rewards[0]);
            var offset = LengthWeightedMean(rewards, dense.Batch.Lengths[start..end], origin);
            for (var i = 0; i < rewards.Length; i++)
                destination[i] = T.CreateTruncating(double.CreateTruncating(rewards[i]) - origin - offset);
        }

        dense.Scatter();
    }

    /// <summary>sum(len (r - origin)) / sum(len); the plain mean where no completion has a length.</summary>
    private static double LengthWeightedMean(ReadOnlySpan<T> rewards, ReadOnlySpan<int> lengths, double origin)
    {
        double weighted = 0, tokens = 0, plain = 0;
        for (var i = 0; i < rewards.Length; i++)
        {
            var difference = double.CreateTruncating(rewards[i]) - origin;
            weighted += lengths[i] * difference;
            tokens += lengths[i];
            plain += difference;
        }

        return tokens > 0 ? weighted / tokens : plain / rewards.Length;
    }

    /// <summary>The advantage of a completion without a sibling; an empty group has none.</summary>
    private static void LoneCompletion(ReadOnlySpan<T> rewards, GroupOfOne groupOfOne, Span<T> destination)
    {
        if (groupOfOne == GroupOfOne.RawReward)
            rewards.CopyTo(destination);
        else
            destination.Clear();
    }
}
