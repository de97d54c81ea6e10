using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuNormalization
{
    /// <inheritdoc/>
    public void RunningZScore(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> normalized)
    {
        ShapingChecks.Shapes(Rewards, rewards, scored, normalized);
        ShapingChecks.Seen(moments.Count);
        var deviation = moments.Deviation(options.SampleDeviation);
        var radius = ShapingFormulas.ClipRadius(deviation, options.ClipDeviations);
        CpuShapingLanes.Map(Rewards, rewards, scored, normalized, new Standardize(moments.Mean, radius, deviation + options.Epsilon));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Standardize(double mean, double radius, double divisor) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i)
        {
            var clipped = CpuShapingLanes.Clip(block, mean - radius, mean + radius);
            return (clipped - Vector256.Create(mean)) / Vector256.Create(divisor);
        }
    }
}
