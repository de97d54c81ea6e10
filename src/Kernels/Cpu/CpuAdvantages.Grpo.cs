using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <inheritdoc/>
    public void Grpo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Centre(batch, new GrpoRule(convention), advantages);
}
