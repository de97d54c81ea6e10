using System.Buffers;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <inheritdoc/>
    public void ReinforcePlusPlusBaseline(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        var centred = ArrayPool<T>.Shared.Rent(dense.Advantages.Length);
        var values = centred.AsSpan(0, dense.Advantages.Length);
        CentreDense(dense.Batch, new ConstantRule(1, convention.GroupOfOne), values);
        Whiten(values, dense.Batch.Lengths, convention.Whitening, values);
        ClearConstantGroups(dense.Batch, values);
        values.CopyTo(dense.Advantages);
        ArrayPool<T>.Shared.Return(centred);
        dense.Scatter();
    }
}
