using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// <see cref="IShapingKernels"/> in vectors of doubles where that pays. Entry i is added in lane i mod 8 and the lanes in one fixed tree: the
/// bits of a result depend neither on the width of the machine's vectors nor on threads (there are none).
/// </summary>
/// <remarks>
/// Scalar on purpose, and so the reference's own loops: what spends its time in exp, tanh or cos (the vector forms of these round differently from
/// width to width, and they run once a completion, not once a token), and what works on one group of tens of entries.
/// </remarks>
public sealed partial class CpuShaping : IShapingKernels
{
    private readonly ReferenceShaping _scalar = new();

    /// <inheritdoc/>
    public void Clip(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ClipBounds bounds, Span<double> clipped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, clipped);
        CpuShapingLanes.Map(nameof(rewards), rewards, scored, clipped, new ClipMap(bounds.Low, bounds.High));
    }

    [StructLayout(LayoutKind.Auto)]
    internal readonly struct ClipMap(double low, double high) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) =>
            CpuShapingLanes.Clip(block, low, high);
    }

    /// <inheritdoc/>
    /// <remarks>The time is tanh's: scalar.</remarks>
    public void Tanh(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double slope, Span<double> squashed) =>
        _scalar.Tanh(rewards, scored, slope, squashed);

    /// <inheritdoc/>
    public void Scale(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, LinearScale scale, Span<double> scaled)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, scaled);
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

    /// <inheritdoc/>
    /// <remarks>The time is exp's: scalar.</remarks>
    public void PreferenceAsReward(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double slope, Span<double> shaped) =>
        _scalar.PreferenceAsReward(rewards, scored, groups, references, referenceGroups, slope, shaped);

    /// <inheritdoc/>
    /// <remarks>The time is that of exp, log and the sort: scalar.</remarks>
    public void LogSigmoidCentred(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double quantile, Span<double> shaped) =>
        _scalar.LogSigmoidCentred(rewards, scored, groups, references, referenceGroups, quantile, shaped);
}
