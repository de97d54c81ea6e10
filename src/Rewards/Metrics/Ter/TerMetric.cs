using Rlar.Rewards.Metrics.Segments;

namespace Rlar.Rewards.Metrics.Ter;

/// <summary>
/// Translation edit rate (Snover et al. 2006) as sacrebleu 2.6.0 computes it, limits of its search included. The statistics of a segment are the
/// edits against the nearest reference and the mean length of the references.
/// </summary>
/// <param name="options">The settings.</param>
public sealed class TerMetric(TerOptions options) : SegmentMetric
{
    /// <summary>The settings.</summary>
    public TerOptions Options { get; } = options;

    /// <inheritdoc/>
    public override string Name => "TER";

    /// <inheritdoc/>
    public override int StatisticCount => 2;

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Settings =>
    [
        Options.CaseSensitive ? "case:mixed" : "case:lc",
        "tok:tercom",
        Options.Normalized ? "norm:yes" : "norm:no",
        Options.NoPunctuation ? "punct:no" : "punct:yes",
        Options.AsianSupport ? "asian:yes" : "asian:no",
    ];

    /// <inheritdoc/>
    public override SegmentScorer CreateScorer() => new TerScorer(Options);

    /// <inheritdoc/>
    public override double Score(ReadOnlySpan<double> statistics)
    {
        var (edits, length) = (statistics[0], statistics[1]);
        return 100 * (length > 0 ? edits / length : edits > 0 ? 1.0 : 0);
    }
}
