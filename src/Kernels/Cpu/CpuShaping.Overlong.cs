using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    public void Overlong(
        ReadOnlySpan<double> rewards, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> scored, OverlongOptions options, Span<double> shaped)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        ShapingChecks.Lengths(lengths, rewards.Length);
        CpuShapingLanes.Map(nameof(rewards), rewards, scored, shaped, new Penalize(lengths, options));
    }

    private readonly ref struct Penalize(ReadOnlySpan<int> lengths, OverlongOptions options) : CpuShapingLanes.IMap
    {
        private readonly ReadOnlySpan<int> _lengths = lengths;
        private readonly double _free = options.MaxLength - options.BufferLength;
        private readonly double _buffer = options.BufferLength;
        private readonly double _penalty = options.Penalty;
        private readonly double _floor = options.FloorAtMaxLength ? -options.Penalty : double.NegativeInfinity;

        public Vector256<double> Apply(Vector256<double> block, int i)
        {
            var excess = CpuShapingLanes.Load(_lengths, i) - Vector256.Create(_free);
            var penalty = -excess / Vector256.Create(_buffer) * Vector256.Create(_penalty);
            return block + CpuShapingLanes.Clip(penalty, _floor, 0);
        }
    }
}
