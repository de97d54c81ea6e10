using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void ReNorm(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<double> outcomes, ReadOnlySpan<bool> scored, GroupLayout groups,
        Span<double> shaped)
    {
        ShapingChecks.StepsAndOutcomes(stepRewards, completions, outcomes, scored, groups, shaped);
        ShapingChecks.Values(nameof(outcomes), outcomes, scored);
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
}
