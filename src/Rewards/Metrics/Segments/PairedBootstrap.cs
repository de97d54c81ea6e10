namespace Rlar.Rewards.Metrics.Segments;

/// <summary>
/// Paired bootstrap resampling (Koehn 2004) as sacrebleu 2.6.0 defines it: the same resamples for every system; the interval leaves out a fortieth at
/// either end; the p-value is the share of resamples whose absolute difference from the baseline, less the mean of those, is above the actual one,
/// one added above and below. The random numbers are those of <see cref="Random"/> with the seed, not numpy's: p-values and intervals differ from
/// sacrebleu's by what another seed would change. Sums are in double, sacrebleu's in single precision.
/// </summary>
public static class PairedBootstrap
{
    /// <summary>sacrebleu's number of resamples.</summary>
    public const int DefaultCount = 1000;

    /// <summary>sacrebleu's seed.</summary>
    public const int DefaultSeed = 12345;

    /// <summary>Estimates the scores of systems and how they differ from the first.</summary>
    /// <param name="systems">The baseline, then others: one metric, as many segments.</param>
    /// <param name="count">How many resamples, from 1 on.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    /// <returns>One estimate a system, in order.</returns>
    /// <exception cref="ArgumentException">No system, no resample, or systems of different lengths.</exception>
    public static IReadOnlyList<BootstrapEstimate> Estimate(IReadOnlyList<SystemStatistics> systems, int count, int seed, CancellationToken cancellationToken)
    {
        if (systems.Count == 0 || count < 1 || systems.Any(system => system.Count != systems[0].Count))
            throw new ArgumentException("Resampling needs a baseline, at least one resample, and systems of the same segments.", nameof(systems));
        var random = new Random(seed);
        var segments = new int[systems[0].Count];
        var scores = systems.Select(_ => new double[count]).ToArray();
        var sum = new double[systems[0].Metric.StatisticCount];
        for (var n = 0; n < count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < segments.Length; i++)
                segments[i] = random.Next(segments.Length);
            for (var s = 0; s < systems.Count; s++)
            {
                Array.Clear(sum);
                foreach (var segment in segments)
                    systems[s].Add(segment, sum);
                scores[s][n] = systems[s].Metric.Score(sum);
            }
        }

        return [.. systems.Select((system, s) => Estimate(scores[s], s == 0 ? null : PValue(scores[0], scores[s], Math.Abs(systems[0].Score - system.Score))))];
    }

    private static BootstrapEstimate Estimate(double[] scores, double? pValue)
    {
        var ordered = scores.Order().ToArray();
        var left = ordered.Length / 40;
        return new BootstrapEstimate(scores.Average(), 0.5 * (ordered[ordered.Length - left - 1] - ordered[left]), pValue);
    }

    private static double PValue(double[] baseline, double[] system, double actual)
    {
        var differences = system.Zip(baseline, (a, b) => Math.Abs(a - b)).ToArray();
        var mean = differences.Average();
        return (differences.Count(difference => difference - mean > actual) + 1.0) / (differences.Length + 1.0);
    }
}
