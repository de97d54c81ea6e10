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
        public Vector512<double> Apply(Vector512<double> block, int i) =>
            Vector512.Min(Vector512.Max(block, Vector512.Create(low)), Vector512.Create(high));
    }
}
