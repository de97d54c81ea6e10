using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    /// <remarks>A matrix of tens by tens, read by rows and by columns: scalar.</remarks>
    public void WinRates(
        ReadOnlySpan<double> preferences, ReadOnlySpan<bool> judged, MissingPair missing, Span<int> opponents, Span<double> winRates) =>
        _scalar.WinRates(preferences, judged, missing, opponents, winRates);
}
