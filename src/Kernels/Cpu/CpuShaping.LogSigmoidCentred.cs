namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    /// <remarks>The time is that of exp, log and the sort: scalar.</remarks>
    public void LogSigmoidCentred(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double quantile, Span<double> shaped) =>
        _scalar.LogSigmoidCentred(rewards, scored, groups, references, referenceGroups, quantile, shaped);
}
