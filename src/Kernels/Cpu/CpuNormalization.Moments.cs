using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuNormalization
{
    /// <inheritdoc/>
    public RunningMoments Moments(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        ShapingChecks.Mask(scored, rewards.Length);
        var sums = new CpuShapingLaneSums();
        sums.Add(Rewards, rewards, scored);
        if (sums.Count == 0)
            return default;
        var mean = sums.Mean;
        var centre = Vector256.Create(mean);
        var (drift, driftHigh) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var (squares, squaresHigh) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < rewards.Length; i += 2 * CpuShapingLanes.Width)
        {
            var d = (CpuShapingLanes.Load(rewards, i) - centre) & CpuShapingLanes.Mask(scored, i, rewards.Length);
            drift += d;
            squares += d * d;
            var next = i + CpuShapingLanes.Width;
            if (next >= rewards.Length)
                break;
            d = (CpuShapingLanes.Load(rewards, next) - centre) & CpuShapingLanes.Mask(scored, next, rewards.Length);
            driftHigh += d;
            squaresHigh += d * d;
        }

        // drift would be 0 in exact arithmetic; taking it out again is the correction of the two-pass algorithm.
        var off = CpuShapingLanes.Sum(drift, driftHigh);
        var m2 = CpuShapingLanes.Sum(squares, squaresHigh) - (off * off / sums.Count);
        return new RunningMoments(sums.Count, mean + (off / sums.Count), Math.Max(0, m2));
    }
}
