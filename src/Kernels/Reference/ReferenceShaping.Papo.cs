using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void Papo(
        ReadOnlySpan<double> outcomes, ReadOnlySpan<double> processes, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups,
        PapoOptions options, Span<double> advantages)
    {
        ShapingChecks.Shapes(nameof(outcomes), outcomes, scored, advantages);
        ShapingChecks.Length(nameof(outcomes), outcomes.Length, groups.Length);
        ShapingChecks.Length(nameof(processes), processes.Length, groups.Length);
        ShapingChecks.Length(nameof(correct), correct.Length, groups.Length);
        ShapingChecks.Overlap(nameof(processes), processes, advantages);
        ShapingChecks.Values(nameof(outcomes), outcomes, scored);
        for (var i = 0; i < processes.Length; i++)
        {
            if (Scored(scored, i) && correct[i] && !(Math.Abs(processes[i]) <= ShapingChecks.Limit))
                throw ShapingChecks.BadValue(nameof(processes), processes[i], i);
        }

        for (var g = 0; g < groups.Count; g++)
        {
            var (start, end) = groups[g];
            var outcome = Subset(outcomes, [], scored, start, end);
            var process = Subset(processes, correct, scored, start, end);
            var outcomeDivisor = outcome.Deviation(options.SampleDeviation) + options.Epsilon;
            var processDivisor = process.Deviation(options.SampleDeviation) + options.Epsilon;
            for (var i = start; i < end; i++)
            {
                double advantage = 0;
                if (Scored(scored, i))
                {
                    advantage = (outcomes[i] - outcome.Mean) / outcomeDivisor;
                    if (correct[i])
                        advantage += options.ProcessWeight * ((processes[i] - process.Mean) / processDivisor);
                }

                advantages[i] = advantage;
            }
        }
    }

    private static RunningMoments Subset(ReadOnlySpan<double> values, ReadOnlySpan<bool> member, ReadOnlySpan<bool> scored, int start, int end)
    {
        var count = 0;
        double sum = 0, min = double.PositiveInfinity, max = double.NegativeInfinity;
        for (var i = start; i < end; i++)
        {
            if (!Scored(member, i) || !Scored(scored, i))
                continue;
            count++;
            sum += values[i];
            min = Math.Min(min, values[i]);
            max = Math.Max(max, values[i]);
        }

        if (count == 0)
            return default;
        if (min == max)
            return new RunningMoments(count, min, 0);
        var mean = sum / count;
        double squares = 0;
        for (var i = start; i < end; i++)
        {
            if (Scored(member, i) && Scored(scored, i))
                squares += (values[i] - mean) * (values[i] - mean);
        }

        return new RunningMoments(count, mean, squares);
    }
}
