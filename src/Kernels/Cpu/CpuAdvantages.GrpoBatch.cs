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
        CentreDense(dense.Batch, new ConstantRule(scale, convention.GroupOfOne), dense.Advantages);
        dense.Scatter();
    }
}
