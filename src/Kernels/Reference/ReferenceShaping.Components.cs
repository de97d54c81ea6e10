using Rlar.Kernels.Normalization;
using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void GatedAccumulation(
        ReadOnlySpan<double> components, ReadOnlySpan<bool> scored, ReadOnlySpan<double> thresholds, Span<double> accumulated)
    {
        ShapingChecks.Gates(components, scored, thresholds, accumulated);
        KernelChecks.Values(nameof(components), components, scored);
        var n = accumulated.Length;
        for (var i = 0; i < n; i++)
        {
            double sum = 0;
            for (var k = 0; k <= thresholds.Length; k++)
            {
                var at = (k * n) + i;
                if (!Scored(scored, at))
                    break;
                sum += components[at];
                if (k < thresholds.Length && !(components[at] >= thresholds[k]))
                    break;
            }

            accumulated[i] = sum;
        }
    }

    /// <inheritdoc/>
    public void Papo(
        ReadOnlySpan<double> outcomes, ReadOnlySpan<double> processes, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups,
        PapoOptions options, Span<double> advantages)
    {
        KernelChecks.Shapes(nameof(outcomes), outcomes, scored, advantages);
        KernelChecks.Length(nameof(outcomes), outcomes.Length, groups.Length);
        KernelChecks.Length(nameof(processes), processes.Length, groups.Length);
        KernelChecks.Length(nameof(correct), correct.Length, groups.Length);
        KernelChecks.Overlap(nameof(processes), processes, advantages);
        KernelChecks.Values(nameof(outcomes), outcomes, scored);
        for (var i = 0; i < processes.Length; i++)
        {
            if (Scored(scored, i) && correct[i] && !(Math.Abs(processes[i]) <= KernelChecks.Limit))
                throw KernelChecks.BadValue(nameof(processes), processes[i], i);
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

    /// <inheritdoc/>
    public void WinRates(
        ReadOnlySpan<double> preferences, ReadOnlySpan<bool> judged, MissingPair missing, Span<int> opponents, Span<double> winRates)
    {
        ShapingChecks.Preferences(preferences, judged, opponents.Length, winRates);
        var n = winRates.Length;
        for (var i = 0; i < n; i++)
        {
            double sum = 0;
            var count = 0;
            for (var j = 0; j < n; j++)
            {
                var (there, back) = ((i * n) + j, (j * n) + i);
                if (i == j || (missing == MissingPair.LeaveOut && !Scored(judged, there) && !Scored(judged, back)))
                    continue;
                count++;
                sum += (Scored(judged, there), Scored(judged, back)) switch
                {
                    (true, true) => 0.5 * (preferences[there] + (1 - preferences[back])),
                    (true, false) => preferences[there],
                    (false, true) => 1 - preferences[back],
                    _ => 0.5,
                };
            }

            opponents[i] = count;
            winRates[i] = count == 0 ? 0 : sum / count;
        }
    }
}
