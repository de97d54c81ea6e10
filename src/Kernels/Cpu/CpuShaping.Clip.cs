using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    public void Clip(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ClipBounds bounds, Span<double> clipped)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, clipped);
        CpuShapingLanes.Map(nameof(rewards), rewards, scored, clipped, new ClipMap(bounds.Low, bounds.High));
    }

    [StructLayout(LayoutKind.Auto)]
    internal readonly struct ClipMap(double low, double high) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) =>
            CpuShapingLanes.Clip(block, low, high);
    }
}
