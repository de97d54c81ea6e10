using System.Diagnostics;
using Rlar.Rewards.Metrics.Bleu;
using Rlar.Rewards.Metrics.Chrf;
using Rlar.Rewards.Metrics.Rouge;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Metrics.Ter;

namespace Rlar.Bench.Translation;

/// <summary>Runs RLAR's metrics over the pairs, on this thread: the reference is read again for every pair, and nothing is kept between them.</summary>
internal static class OwnMtRun
{
    private static readonly TimeSpan s_warming = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_measuring = TimeSpan.FromSeconds(2);

    /// <summary>The metrics of the table, in its order.</summary>
    internal static IReadOnlyList<(string Name, Func<MtPair, double> Score)> Metrics() =>
    [
        ("BLEU", Sentence(new BleuMetric(new BleuOptions { EffectiveOrder = true }))),
        ("chrF", Sentence(new ChrfMetric(ChrfOptions.Default))),
        ("chrF++", Sentence(new ChrfMetric(ChrfOptions.PlusPlus))),
        ("TER", Sentence(new TerMetric(TerOptions.Default))),
        ("rouge1", Rouge(0, RougeType.Rouge1)),
        ("rouge2", Rouge(0, RougeType.Rouge2)),
        ("rougeL", Rouge(0, RougeType.RougeL)),
        ("rougeLsum", Rouge(0, RougeType.RougeLsum)),
        ("ROUGE, all four", Rouge(2, RougeType.Rouge1, RougeType.Rouge2, RougeType.RougeL, RougeType.RougeLsum)),
    ];

    /// <summary>Scores, warm passes and a pass that counts allocated bytes.</summary>
    internal static MtRun Of(string name, Func<MtPair, double> score, IReadOnlyList<MtPair> pairs)
    {
        double[] scores = [.. pairs.Select(score)];
        var least = new double[pairs.Count];
        Array.Fill(least, double.MaxValue);
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_warming;)
            _ = Pass(score, pairs, least);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Pass(score, pairs, least);
        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / pairs.Count;
        var fastest = double.MaxValue;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_measuring;)
            fastest = Math.Min(fastest, Pass(score, pairs, least));
        return new MtRun(name, scores, least, pairs.Count / fastest, bytes);
    }

    private static double Pass(Func<MtPair, double> score, IReadOnlyList<MtPair> pairs, double[] least)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < pairs.Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = score(pairs[i]);
            least[i] = Math.Min(least[i], Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static Func<MtPair, double> Sentence(SegmentMetric metric)
    {
        var scorer = metric.CreateScorer();
        var statistics = new double[metric.StatisticCount];
        return pair =>
        {
            scorer.SetReferences(pair.References);
            scorer.Measure(pair.Hypothesis, statistics);
            return metric.Score(statistics);
        };
    }

    private static Func<MtPair, double> Rouge(int kept, params RougeType[] types)
    {
        var scorer = new RougeScorer(new RougeOptions { UseStemmer = true }, types);
        var scores = new RougeScore[types.Length];
        return pair =>
        {
            scorer.SetReferences(pair.References);
            scorer.Score(pair.Hypothesis, scores);
            return scores[kept].FMeasure;
        };
    }
}
