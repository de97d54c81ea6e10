using Rlar.Rewards.Metrics.Segments;

namespace Rlar.Rewards.Metrics.Chrf;

/// <summary>
/// chrF (Popović 2015) and chrF++ (Popović 2017) as sacrebleu 2.6.0 computes them. The statistics of a segment are, for every order, characters
/// first: n-grams of the hypothesis, of the reference, matches; the reference is the one with the best score.
/// </summary>
public sealed class ChrfMetric : SegmentMetric
{
    private const double Epsilon = 1e-16;

    /// <summary>Creates the metric.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bounds.</exception>
    public ChrfMetric(ChrfOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.CharOrder is < 1 or > 16 || options.WordOrder is < 0 or > 16 || options.Beta is < 0 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(options), options, "CharOrder is 1..16, WordOrder 0..16, Beta 0..1000.");
        Options = options;
    }

    /// <summary>The settings.</summary>
    public ChrfOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => $"chrF{Options.Beta}{new string('+', Options.WordOrder)}";

    /// <inheritdoc/>
    public override int StatisticCount => 3 * (Options.CharOrder + Options.WordOrder);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Settings =>
    [
        Options.Lowercase ? "case:lc" : "case:mixed",
        Options.EpsilonSmoothing ? "eff:no" : "eff:yes",
        $"nc:{Options.CharOrder}",
        $"nw:{Options.WordOrder}",
        Options.Whitespace ? "space:yes" : "space:no",
    ];

    /// <inheritdoc/>
    public override SegmentScorer CreateScorer() => new ChrfScorer(this);

    /// <inheritdoc/>
    public override double Score(ReadOnlySpan<double> statistics)
    {
        double factor = Options.Beta * Options.Beta;
        double score = 0, precisions = 0, recalls = 0;
        var orders = 0;
        for (var i = 0; i < statistics.Length; i += 3)
        {
            var (hypothesis, reference, match) = (statistics[i], statistics[i + 1], statistics[i + 2]);
            var precision = hypothesis > 0 ? match / hypothesis : Epsilon;
            var recall = reference > 0 ? match / reference : Epsilon;
            var denominator = factor * precision + recall;
            score += denominator > 0 ? (1 + factor) * precision * recall / denominator : Epsilon;
            if (hypothesis > 0 && reference > 0)
            {
                precisions += precision;
                recalls += recall;
                orders++;
            }
        }

        if (Options.EpsilonSmoothing)
            return 100 * score / (statistics.Length / 3);
        if (orders == 0)
            return 0;
        precisions /= orders;
        recalls /= orders;
        return precisions + recalls == 0 ? 0 : 100 * ((1 + factor) * precisions * recalls / (factor * precisions + recalls));
    }
}
