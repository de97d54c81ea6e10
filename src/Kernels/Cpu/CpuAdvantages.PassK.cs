using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <inheritdoc/>
    public void PassK(in RewardBatch<T> batch, AdvantageConvention convention, bool normalize, Span<T> advantages)
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        RewardError.ThrowIfBad(dense.Batch.Rewards);
        for (var g = 0; g < dense.Batch.Groups.Count; g++)
        {
            var (start, end) = dense.Batch.Groups[g];
            var rewards = dense.Batch.Rewards[start..end];
            var best = rewards.Length > 1 ? Best(rewards) : -1;
            var advantage = best < 0 ? 0 : LeadOverSecond(rewards, best);
            if (normalize && best >= 0)
                advantage /= Deviation(rewards, convention.SampleDeviation) + convention.Epsilon;
            dense.Advantages[start..end].Clear();
            if (best >= 0)
                dense.Advantages[start + best] = T.CreateTruncating(advantage);
        }

        dense.Scatter();
    }

    private static int Best(ReadOnlySpan<T> rewards)
    {
        var best = 0;
        for (var i = 1; i < rewards.Length; i++)
        {
            if (rewards[i] > rewards[best])
                best = i;
        }

        return best;
    }

    private static double LeadOverSecond(ReadOnlySpan<T> rewards, int best)
    {
        var second = rewards[best == 0 ? 1 : 0];
        for (var i = 0; i < rewards.Length; i++)
        {
            if (i != best)
                second = T.Max(second, rewards[i]);
        }

        return double.CreateTruncating(rewards[best]) - double.CreateTruncating(second);
    }

    private static double Deviation(ReadOnlySpan<T> rewards, bool sample)
    {
        var (_, _, squares) = CentralSums(rewards);
        return Math.Sqrt(squares / (sample ? rewards.Length - 1 : rewards.Length));
    }
}
