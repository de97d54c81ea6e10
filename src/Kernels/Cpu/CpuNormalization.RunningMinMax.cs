using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuNormalization
{
    /// <inheritdoc/>
    public void RunningMinMax(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningRange range, double constantValue, Span<double> normalized)
    {
        ShapingChecks.Shapes(Rewards, rewards, scored, normalized);
        _ = ShapingChecks.Bounded(constantValue, nameof(constantValue));
        ShapingChecks.Seen(range.Count);
        if (range.Min == range.Max)
            CpuShapingLanes.Map(Rewards, rewards, scored, normalized, new Constant(constantValue));
        else
            CpuShapingLanes.Map(Rewards, rewards, scored, normalized, new IntoUnit(range.Min, range.Max));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Constant(double value) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) => Vector256.Create(value);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct IntoUnit(double min, double max) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) =>
            (CpuShapingLanes.Clip(block, min, max) - Vector256.Create(min)) / Vector256.Create(max - min);
    }
}
