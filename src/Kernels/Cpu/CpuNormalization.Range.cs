using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuNormalization
{
    /// <inheritdoc/>
    public RunningRange Range(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        ShapingChecks.Mask(scored, rewards.Length);
        var sums = new CpuShapingLaneSums();
        sums.Add(Rewards, rewards, scored);
        return sums.Range;
    }
}
