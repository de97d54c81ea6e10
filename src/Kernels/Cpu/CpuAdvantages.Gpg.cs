using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <inheritdoc/>
    public void Gpg(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        var rewards = dense.Batch.Rewards;
        var alpha = (double)rewards.Length / Math.Max(1, rewards.Length - rewards.Count(T.Zero));
        CentreDense(dense.Batch, new ConstantRule(alpha, convention.GroupOfOne), dense.Advantages);
        dense.Scatter();
    }
}
