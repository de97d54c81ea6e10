using System.Runtime.Intrinsics;
using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    public void GatedAccumulation(
        ReadOnlySpan<double> components, ReadOnlySpan<bool> scored, ReadOnlySpan<double> thresholds, Span<double> accumulated)
    {
        ShapingChecks.Gates(components, scored, thresholds, accumulated);
        var n = accumulated.Length;

        // Checked component after component, so that the offender that is named is the one with the lowest index.
        for (var i = 0; i < components.Length; i += CpuShapingLanes.Width)
        {
            var block = CpuShapingLanes.Load(components, i) & CpuShapingLanes.Mask(scored, i, components.Length);
            CpuShapingLanes.Check(block, nameof(components), components, scored, i);
        }

        for (var i = 0; i < n; i += CpuShapingLanes.Width)
        {
            var open = Vector256<double>.AllBitsSet;
            var sum = Vector256<double>.Zero;
            for (var k = 0; k <= thresholds.Length; k++)
            {
                var component = components.Slice(k * n, n);
                open &= CpuShapingLanes.Mask(scored.IsEmpty ? default : scored.Slice(k * n, n), i, n);
                var block = CpuShapingLanes.Load(component, i) & open;
                sum += block;
                if (k < thresholds.Length)
                    open &= Vector256.GreaterThanOrEqual(block, Vector256.Create(thresholds[k]));
            }

            CpuShapingLanes.Store(sum, accumulated, i);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Statistics of subsets of one group, tens of entries each: scalar.</remarks>
    public void Papo(
        ReadOnlySpan<double> outcomes, ReadOnlySpan<double> processes, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups,
        PapoOptions options, Span<double> advantages) =>
        _scalar.Papo(outcomes, processes, correct, scored, groups, options, advantages);

    /// <inheritdoc/>
    /// <remarks>A matrix of tens by tens, read by rows and by columns: scalar.</remarks>
    public void WinRates(
        ReadOnlySpan<double> preferences, ReadOnlySpan<bool> judged, MissingPair missing, Span<int> opponents, Span<double> winRates) =>
        _scalar.WinRates(preferences, judged, missing, opponents, winRates);
}
