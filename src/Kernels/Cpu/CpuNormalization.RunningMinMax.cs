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
        public Vector512<double> Apply(Vector512<double> block, int i) => Vector512.Create(value);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct IntoUnit(double min, double max) : CpuShapingLanes.IMap
    {
        public Vector512<double> Apply(Vector512<double> block, int i)
        {
            var low = Vector512.Create(min);
            return (Vector512.Min(Vector512.Max(block, low), Vector512.Create(max)) - low) / Vector512.Create(max - min);
        }
    }
}
