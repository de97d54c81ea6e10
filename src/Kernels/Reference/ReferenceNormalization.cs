using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

/// <summary>
/// <see cref="INormalizationKernels"/> in plain scalar loops, to be held against the formulas and to hold other backends against. Sums run from
/// the first entry to the last.
/// </summary>
public sealed class ReferenceNormalization : INormalizationKernels
{
    private static bool Scored(ReadOnlySpan<bool> scored, int i) => scored.IsEmpty || scored[i];

    /// <inheritdoc/>
    public RunningMoments Moments(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        var range = Range(rewards, scored);
        if (range.Count == 0)
            return default;
        if (range.Min == range.Max)
            return new RunningMoments(range.Count, range.Min, 0);

        double sum = 0;
        for (var i = 0; i < rewards.Length; i++)
        {
            if (Scored(scored, i))
                sum += rewards[i];
        }

        var mean = sum / range.Count;
        double drift = 0, squares = 0;
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!Scored(scored, i))
                continue;
            var d = rewards[i] - mean;
            drift += d;
            squares += d * d;
        }

        // drift would be 0 in exact arithmetic; taking it out again is the correction of the two-pass algorithm.
        return new RunningMoments(range.Count, mean + (drift / range.Count), Math.Max(0, squares - (drift * drift / range.Count)));
    }

    /// <inheritdoc/>
    public RunningRange Range(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        KernelChecks.Mask(scored, rewards.Length);
        KernelChecks.Values(nameof(rewards), rewards, scored);
        long count = 0;
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!Scored(scored, i))
                continue;
            count++;
            min = Math.Min(min, rewards[i]);
            max = Math.Max(max, rewards[i]);
        }

        return count == 0 ? default : new RunningRange(count, min, max);
    }

    /// <inheritdoc/>
    public void ZScore(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ZScoreOptions options, Span<double> normalized)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, normalized);
        var moments = Moments(rewards, scored);
        if (moments.Count == 0)
            normalized.Clear();
        else
            RunningZScore(rewards, scored, moments, options, normalized);
    }

    /// <inheritdoc/>
    public void RunningZScore(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> normalized)
    {
        ClipToDeviations(rewards, scored, moments, options, normalized);
        var divisor = moments.Deviation(options.SampleDeviation) + options.Epsilon;
        for (var i = 0; i < normalized.Length; i++)
        {
            if (Scored(scored, i))
                normalized[i] = (normalized[i] - moments.Mean) / divisor;
        }
    }

    /// <inheritdoc/>
    public void ClipToDeviations(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> clipped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, clipped);
        KernelChecks.Seen(moments.Count);
        KernelChecks.Values(nameof(rewards), rewards, scored);
        var radius = NormalizationFormulas.ClipRadius(moments.Deviation(options.SampleDeviation), options.ClipDeviations);
        for (var i = 0; i < rewards.Length; i++)
            clipped[i] = Scored(scored, i) ? NormalizationFormulas.Clip(rewards[i], moments.Mean - radius, moments.Mean + radius) : 0;
    }

    /// <inheritdoc/>
    public void MinMax(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double constantValue, Span<double> normalized)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, normalized);
        _ = KernelChecks.Bounded(constantValue, nameof(constantValue));
        var range = Range(rewards, scored);
        if (range.Count == 0)
            normalized.Clear();
        else
            RunningMinMax(rewards, scored, range, constantValue, normalized);
    }

    /// <inheritdoc/>
    public void RunningMinMax(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningRange range, double constantValue, Span<double> normalized)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, normalized);
        _ = KernelChecks.Bounded(constantValue, nameof(constantValue));
        KernelChecks.Seen(range.Count);
        KernelChecks.Values(nameof(rewards), rewards, scored);
        var width = range.Max - range.Min;
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!Scored(scored, i))
                normalized[i] = 0;
            else if (width == 0)
                normalized[i] = constantValue;
            else
                normalized[i] = (NormalizationFormulas.Clip(rewards[i], range.Min, range.Max) - range.Min) / width;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Counts for every reward the smaller and the equal ones: quadratic, and nothing to get wrong.</remarks>
    public void Rank(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RankScale scale, Span<double> ranks)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, ranks);
        KernelChecks.Apart(nameof(rewards), rewards, ranks);
        KernelChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
        {
            ranks[i] = 0;
            if (!Scored(scored, i))
                continue;
            int smaller = 0, equal = 0, count = 0;
            for (var j = 0; j < rewards.Length; j++)
            {
                if (!Scored(scored, j))
                    continue;
                count++;
                smaller += rewards[j] < rewards[i] ? 1 : 0;
                equal += rewards[j] == rewards[i] ? 1 : 0;
            }

            ranks[i] = NormalizationFormulas.Rank(smaller, equal, count, scale);
        }
    }

    /// <inheritdoc/>
    public void Centre(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, Span<double> centred)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, centred);
        var mean = Moments(rewards, scored).Mean;
        for (var i = 0; i < rewards.Length; i++)
            centred[i] = Scored(scored, i) ? rewards[i] - mean : 0;
    }
}
