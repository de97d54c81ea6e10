using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuNormalization
{
    /// <inheritdoc/>
    public void ClipToDeviations(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> clipped)
    {
        ShapingChecks.Shapes(Rewards, rewards, scored, clipped);
        ShapingChecks.Seen(moments.Count);
        var radius = ShapingFormulas.ClipRadius(moments.Deviation(options.SampleDeviation), options.ClipDeviations);
        CpuShapingLanes.Map(Rewards, rewards, scored, clipped, new CpuShaping.ClipMap(moments.Mean - radius, moments.Mean + radius));
    }
}
