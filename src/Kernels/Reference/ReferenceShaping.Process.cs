using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
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
            var mean = StepMean(stepRewards, completions, scored, start, end);
            for (var c = start; c < end; c++)
            {
                var (first, last) = completions[c];
                for (var t = first; t < last; t++)
                    shaped[t] = Scored(scored, c) ? stepRewards[t] - mean + outcomes[c] : 0;
            }
        }
    }

    private static double StepMean(ReadOnlySpan<double> steps, GroupLayout completions, ReadOnlySpan<bool> scored, int start, int end)
    {
        long count = 0;
        double sum = 0, min = double.PositiveInfinity, max = double.NegativeInfinity;
        for (var c = start; c < end; c++)
        {
            var (first, last) = completions[c];
            for (var t = first; t < last && Scored(scored, c); t++)
            {
                count++;
                sum += steps[t];
                min = Math.Min(min, steps[t]);
                max = Math.Max(max, steps[t]);
            }
        }

        // Equal process rewards must leave the outcome untouched, so their mean is taken without rounding.
        return min >= max ? (count == 0 ? 0 : min) : sum / count;
    }

    /// <inheritdoc/>
    public void ProcessDelta(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<bool> scored, DeltaEnding ending, Span<double> shaped)
    {
        ShapingChecks.StepShapes(stepRewards, completions, scored, shaped);
        ShapingChecks.Steps(stepRewards, completions, scored);
        for (var c = 0; c < completions.Count; c++)
        {
            var (start, end) = completions[c];
            if (!Scored(scored, c))
            {
                shaped[start..end].Clear();
                continue;
            }

            for (var k = start; k < end; k++)
            {
                var next = k + 1 < end ? stepRewards[k + 1] : 0;
                if (ending == DeltaEnding.OutcomeOnly && k == end - 2)
                    next = 0;
                shaped[k] = ending == DeltaEnding.OutcomeOnly && k == end - 1 ? 0 : stepRewards[k] - next;
            }
        }
    }

    /// <inheritdoc/>
    public void ProcessClip(ReadOnlySpan<double> stepRewards, ReadOnlySpan<bool> scored, double eta, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(stepRewards), stepRewards, scored, shaped);
        _ = KernelChecks.Bounded(eta, nameof(eta));
        KernelChecks.Values(nameof(stepRewards), stepRewards, scored);
        for (var i = 0; i < stepRewards.Length; i++)
            shaped[i] = Scored(scored, i) ? Math.Min(stepRewards[i] - eta, 0) : 0;
    }
}
