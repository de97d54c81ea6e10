using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    public void Scale(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, LinearScale scale, Span<double> scaled)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, scaled);
        CpuShapingLanes.Map(nameof(rewards), rewards, scored, scaled, new ScaleMap(scale));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct ScaleMap(LinearScale scale) : CpuShapingLanes.IMap
    {
        private readonly double _sourceMin = scale.SourceMin;
        private readonly double _sourceMax = scale.SourceMax;
        private readonly double _targetMin = scale.TargetMin;
        private readonly double _targetMax = scale.TargetMax;

        public Vector512<double> Apply(Vector512<double> block, int i)
        {
            var low = Vector512.Create(_sourceMin);
            var inside = Vector512.Min(Vector512.Max(block, low), Vector512.Create(_sourceMax));
            var part = (inside - low) / Vector512.Create(_sourceMax - _sourceMin);
            return (Vector512.Create(_targetMin) * (Vector512<double>.One - part)) + (Vector512.Create(_targetMax) * part);
        }
    }
}
