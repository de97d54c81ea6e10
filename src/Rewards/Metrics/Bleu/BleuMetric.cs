using System.Globalization;
using Rlar.Rewards.Metrics.Segments;

namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>
/// BLEU (Papineni et al. 2002) as sacrebleu 2.6.0 computes it. The statistics of a segment are: length of the hypothesis, length of the
/// reference nearest to it, matches by order, n-grams by order.
/// </summary>
/// <param name="options">The settings.</param>
public sealed class BleuMetric(BleuOptions options) : SegmentMetric
{
    /// <inheritdoc/>
    public override string Name => "BLEU";

    /// <inheritdoc/>
    public override int StatisticCount => 2 + 2 * Options.MaxOrder;

    /// <summary>The settings.</summary>
    public BleuOptions Options { get; } = options.MaxOrder is >= 1 and <= 16
        ? options
        : throw new ArgumentOutOfRangeException(nameof(options), options.MaxOrder, "MaxOrder is between 1 and 16.");

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Settings =>
    [
        Options.Lowercase ? "case:lc" : "case:mixed",
        Options.EffectiveOrder ? "eff:yes" : "eff:no",
        $"tok:{BleuNames.Of(Options.Tokenizer)}",
        Options.Smoothing is BleuSmoothing.Floor or BleuSmoothing.AddK
            ? string.Create(CultureInfo.InvariantCulture, $"smooth:{BleuNames.Of(Options.Smoothing)}[{Options.SmoothingInForce:0.00}]")
            : $"smooth:{BleuNames.Of(Options.Smoothing)}",
    ];

    /// <inheritdoc/>
    public override SegmentScorer CreateScorer() => new BleuScorer(Options);

    /// <inheritdoc/>
    public override double Score(ReadOnlySpan<double> statistics) =>
        BleuScore.Of(statistics, Options, stackalloc double[Options.MaxOrder]).Value;

    /// <inheritdoc/>
    public override string Detail(ReadOnlySpan<double> statistics)
    {
        var precisions = new double[Options.MaxOrder];
        var score = BleuScore.Of(statistics, Options, precisions);
        var ratio = statistics[1] == 0 ? 0 : statistics[0] / statistics[1];
        var orders = string.Join('/', precisions.Select(precision => precision.ToString("F1", CultureInfo.InvariantCulture)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{orders} (BP = {score.BrevityPenalty:F3} ratio = {ratio:F3} hyp_len = {statistics[0]:0} ref_len = {statistics[1]:0})");
    }
}
