using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    /// <remarks>The time is that of cos: scalar.</remarks>
    public void CosineLength(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, CosineLengthOptions options, Span<double> rewards) =>
        _scalar.CosineLength(lengths, correct, scored, options, rewards);
}
