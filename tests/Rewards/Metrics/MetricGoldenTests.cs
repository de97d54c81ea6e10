using System.Text.Json;
using Rlar.Rewards.Metrics.Bleu;
using Rlar.Rewards.Metrics.Chrf;
using Rlar.Rewards.Metrics.Rouge;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Metrics.Ter;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Metrics;

/// <summary>Goldens/metrics.jsonl: what sacrebleu 2.6.0 and rouge-score 0.1.2 say of random and hostile texts (Goldens/generate.py wrote it).</summary>
public sealed class MetricGoldenTests
{
    private const double Tolerance = 1e-9;

    private static readonly JsonElement[] s_rows =
        [.. File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Rewards", "Metrics", "Goldens", "metrics.jsonl")).Select(ToolHarness.Json)];

    [Fact]
    public void Bleu_EveryTokenizer_IsSacrebleus()
    {
        foreach (var tokenizer in BleuNames.Tokenizers)
        {
            var metric = new BleuMetric(new BleuOptions { Tokenizer = BleuNames.Tokenizer(tokenizer), EffectiveOrder = true });
            All(metric, row => row.GetProperty("bleu").GetProperty(tokenizer));
        }
    }

    [Fact]
    public void Chrf_Defaults_AreSacrebleus()
    {
        All(new ChrfMetric(ChrfOptions.Default), row => row.GetProperty("chrf"));
        All(new ChrfMetric(ChrfOptions.PlusPlus), row => row.GetProperty("chrf++"));
    }

    [Fact]
    public void Ter_Defaults_AreSacrebleus() => All(new TerMetric(TerOptions.Default), row => row.GetProperty("ter"));

    [Fact]
    public void Options_AnyOfThem_GiveSacrebleusNumber()
    {
        foreach (var row in s_rows)
        {
            var options = row.GetProperty("options");
            One(MetricRows.Bleu(options.GetProperty("bleu")[0]), row, options.GetProperty("bleu")[1]);
            One(MetricRows.Chrf(options.GetProperty("chrf")[0]), row, options.GetProperty("chrf")[1]);
            One(new TerMetric(MetricRows.TerOptions(options.GetProperty("ter")[0])), row, options.GetProperty("ter")[1]);
        }
    }

    [Fact]
    public void Rouge_SeveralReferences_IsRougeScores()
    {
        Assert.NotEmpty(s_rows);
        foreach (var row in s_rows)
        {
            var options = new RougeOptions { UseStemmer = row.GetProperty("use_stemmer").GetBoolean() };
            var scores = MetricRows.Rouge(options, row.GetProperty("hyp").GetString()!, MetricRows.Strings(row.GetProperty("refs")), MetricRows.Types);
            for (var t = 0; t < scores.Length; t++)
            {
                var expected = row.GetProperty("rouge").GetProperty(s_names[t]);
                double[] ours = [scores[t].Precision, scores[t].Recall, scores[t].FMeasure];
                for (var part = 0; part < ours.Length; part++)
                    Assert.True(Math.Abs(ours[part] - expected[part].GetDouble()) <= Tolerance, $"{s_names[t]}: {ours[part]} in {row.GetRawText()}");
            }
        }
    }

    private static readonly string[] s_names = ["rouge1", "rouge2", "rougeL", "rougeLsum"];

    // One scorer for all rows: what one leaves behind must not show in the next.
    private static void All(SegmentMetric metric, Func<JsonElement, JsonElement> expected)
    {
        Assert.NotEmpty(s_rows);
        var scorer = metric.CreateScorer();
        var statistics = new double[metric.StatisticCount];
        foreach (var row in s_rows)
        {
            scorer.SetReferences(MetricRows.Strings(row.GetProperty("refs")));
            scorer.Measure(row.GetProperty("hyp").GetString()!, statistics);
            Check(metric, metric.Score(statistics), row, expected(row));
        }
    }

    private static void One(SegmentMetric metric, JsonElement row, JsonElement expected) =>
        Check(metric, MetricRows.Sentence(metric, row.GetProperty("hyp").GetString()!, MetricRows.Strings(row.GetProperty("refs"))), row, expected);

    private static void Check(SegmentMetric metric, double ours, JsonElement row, JsonElement expected) =>
        Assert.True(Math.Abs(ours - expected.GetDouble()) <= Tolerance, $"{metric.Name}|{metric.Signature(1)}: {ours} and not {expected} in {row.GetRawText()}");
}
