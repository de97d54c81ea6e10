using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    /// <remarks>A completion has tens of steps, each one subtraction: scalar.</remarks>
    public void ProcessDelta(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<bool> scored, DeltaEnding ending, Span<double> shaped) =>
        _scalar.ProcessDelta(stepRewards, completions, scored, ending, shaped);
}
