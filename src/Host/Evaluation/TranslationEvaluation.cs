using Rlar.Rewards.Metrics.Bleu;
using Rlar.Rewards.Metrics.Chrf;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Metrics.Ter;

namespace Rlar.Host.Evaluation;

/// <summary>Scores systems against streams of references.</summary>
internal static class TranslationEvaluation
{
    /// <summary>The metric of a name, with the settings that apply to it.</summary>
    /// <param name="name">bleu, chrf, chrf++ or ter.</param>
    /// <param name="bleu">BLEU's settings.</param>
    /// <param name="ter">TER's settings.</param>
    internal static SegmentMetric Metric(string name, BleuOptions bleu, TerOptions ter) => name switch
    {
        "bleu" => new BleuMetric(bleu),
        "chrf" => new ChrfMetric(ChrfOptions.Default with { Lowercase = bleu.Lowercase }),
        "chrf++" => new ChrfMetric(ChrfOptions.PlusPlus with { Lowercase = bleu.Lowercase }),
        "ter" => new TerMetric(ter),
        _ => throw new HostException($"--metrics takes some of bleu, chrf, chrf++, ter, not '{name}'."),
    };

    /// <summary>The scores of all systems with one metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="systems">The systems, the baseline first.</param>
    /// <param name="references">Streams of references.</param>
    /// <param name="resamples">How often to resample, with which seed; null: not.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal static IReadOnlyList<SystemScore> Score(
        SegmentMetric metric,
        IReadOnlyList<SegmentFile> systems,
        IReadOnlyList<SegmentFile> references,
        (int Count, int Seed)? resamples,
        CancellationToken cancellationToken)
    {
        var streams = references.Select(reference => reference.Segments).ToArray();
        SystemStatistics[] statistics;
        try
        {
            statistics = [.. systems.Select(system => SystemStatistics.Of(metric, system.Segments, streams, cancellationToken))];
        }
        catch (ToolException error)
        {
            throw new HostException($"{metric.Name}: {error.Message}", error);
        }

        var estimates = resamples is { } bootstrap ? PairedBootstrap.Estimate(statistics, bootstrap.Count, bootstrap.Seed, cancellationToken) : null;
        return [.. systems.Select((system, s) => new SystemScore(system.Name, statistics[s], metric.Signature(references.Count, resamples), estimates?[s]))];
    }
}
