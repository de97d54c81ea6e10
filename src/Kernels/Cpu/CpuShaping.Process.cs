using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    public void ReNorm(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<double> outcomes, ReadOnlySpan<bool> scored, GroupLayout groups,
        Span<double> shaped)
    {
        ShapingChecks.StepsAndOutcomes(stepRewards, completions, outcomes, scored, groups, shaped);
        KernelChecks.Values(nameof(outcomes), outcomes, scored);
        ShapingChecks.Steps(stepRewards, completions, scored);
        for (var g = 0; g < groups.Count; g++)
        {
            var (start, end) = groups[g];
            var sums = new CpuShapingLaneSums();
            for (var c = start; c < end; c++)
            {
                var (first, last) = completions[c];
                if (scored.IsEmpty || scored[c])
                    sums.Add(nameof(stepRewards), stepRewards[first..last], []);
            }

            var mean = sums.Count == 0 ? 0 : sums.Mean;
            for (var c = start; c < end; c++)
            {
                var (first, last) = completions[c];
                if (scored.IsEmpty || scored[c])
                    CpuShapingLanes.Map(nameof(stepRewards), stepRewards[first..last], [], shaped[first..last], new Recentre(mean, outcomes[c]));
                else
                    shaped[first..last].Clear();
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Recentre(double mean, double outcome) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) => block - Vector256.Create(mean) + Vector256.Create(outcome);
    }

    /// <inheritdoc/>
    /// <remarks>A completion has tens of steps, each one subtraction: scalar.</remarks>
    public void ProcessDelta(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<bool> scored, DeltaEnding ending, Span<double> shaped) =>
        _scalar.ProcessDelta(stepRewards, completions, scored, ending, shaped);

    /// <inheritdoc/>
    public void ProcessClip(ReadOnlySpan<double> stepRewards, ReadOnlySpan<bool> scored, double eta, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(stepRewards), stepRewards, scored, shaped);
        _ = KernelChecks.Bounded(eta, nameof(eta));
        CpuShapingLanes.Map(nameof(stepRewards), stepRewards, scored, shaped, new BelowThreshold(eta));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct BelowThreshold(double eta) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) =>
            CpuShapingLanes.Clip(block - Vector256.Create(eta), double.NegativeInfinity, 0);
    }
}
