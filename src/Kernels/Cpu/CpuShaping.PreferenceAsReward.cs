namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    /// <remarks>The time is exp's: scalar.</remarks>
    public void PreferenceAsReward(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double slope, Span<double> shaped) =>
        _scalar.PreferenceAsReward(rewards, scored, groups, references, referenceGroups, slope, shaped);
}
