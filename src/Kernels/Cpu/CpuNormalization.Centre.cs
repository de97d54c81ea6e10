using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuNormalization
{
    /// <inheritdoc/>
    public void Centre(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, Span<double> centred)
    {
        ShapingChecks.Shapes(Rewards, rewards, scored, centred);
        CpuShapingLanes.Map(Rewards, rewards, scored, centred, new Subtract(Moments(rewards, scored).Mean));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Subtract(double mean) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) => block - Vector256.Create(mean);
    }
}
