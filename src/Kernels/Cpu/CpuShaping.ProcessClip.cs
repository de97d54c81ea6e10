using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    public void ProcessClip(ReadOnlySpan<double> stepRewards, ReadOnlySpan<bool> scored, double eta, Span<double> shaped)
    {
        ShapingChecks.Shapes(nameof(stepRewards), stepRewards, scored, shaped);
        _ = ShapingChecks.Bounded(eta, nameof(eta));
        CpuShapingLanes.Map(nameof(stepRewards), stepRewards, scored, shaped, new BelowThreshold(eta));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct BelowThreshold(double eta) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) =>
            CpuShapingLanes.Clip(block - Vector256.Create(eta), double.NegativeInfinity, 0);
    }
}
