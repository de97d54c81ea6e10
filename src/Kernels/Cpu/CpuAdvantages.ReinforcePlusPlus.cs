using System.Buffers;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <inheritdoc/>
    public void ReinforcePlusPlus(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        RewardError.ThrowIfBad(dense.Batch.Rewards);
        var whitened = ArrayPool<T>.Shared.Rent(dense.Advantages.Length);
        Whiten(dense.Batch.Rewards, dense.Batch.Lengths, convention.Whitening, whitened.AsSpan(0, dense.Advantages.Length));
        ClearConstantGroups(dense.Batch, whitened);
        whitened.AsSpan(0, dense.Advantages.Length).CopyTo(dense.Advantages);
        ArrayPool<T>.Shared.Return(whitened);
        dense.Scatter();
    }
}
