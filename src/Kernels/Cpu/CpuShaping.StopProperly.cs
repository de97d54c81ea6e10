using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    public void StopProperly(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> truncated, ReadOnlySpan<bool> scored, double coefficient, Span<double> shaped)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        ShapingChecks.Length(nameof(truncated), truncated.Length, rewards.Length);
        _ = ShapingChecks.Between(coefficient, 0, 1, nameof(coefficient));
        CpuShapingLanes.Map(nameof(rewards), rewards, scored, shaped, new Shorten(truncated, coefficient));
    }

    private readonly ref struct Shorten(ReadOnlySpan<bool> truncated, double coefficient) : CpuShapingLanes.IMap
    {
        private readonly ReadOnlySpan<bool> _truncated = truncated;

        public Vector256<double> Apply(Vector256<double> block, int i) =>
            Vector256.ConditionalSelect(CpuShapingLanes.Mask(_truncated, i, _truncated.Length), block * Vector256.Create(coefficient), block);
    }
}
