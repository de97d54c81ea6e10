using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <inheritdoc/>
    public void Rloo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Centre(batch, new RlooRule(convention.GroupOfOne), advantages);
}
