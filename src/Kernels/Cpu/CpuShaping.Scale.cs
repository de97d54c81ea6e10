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

        public Vector256<double> Apply(Vector256<double> block, int i)
        {
            var inside = CpuShapingLanes.Clip(block, _sourceMin, _sourceMax);
            var part = (inside - Vector256.Create(_sourceMin)) / Vector256.Create(_sourceMax - _sourceMin);
            return (Vector256.Create(_targetMin) * (Vector256<double>.One - part)) + (Vector256.Create(_targetMax) * part);
        }
    }
}
