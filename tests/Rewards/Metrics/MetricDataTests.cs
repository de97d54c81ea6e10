using System.Text.Json;
using Rlar.Rewards.Metrics.Bleu;
using Rlar.Rewards.Metrics.Chrf;
using Rlar.Rewards.Metrics.Rouge;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Metrics.Ter;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Metrics;

/// <summary>The cases of sacrebleu's, rouge-score's, ROUGE-1.5.5's and lighteval's tests that are beside the checkout. All rows of these metrics apply.</summary>
public sealed class MetricDataTests
{
    [Fact]
    public void SacrebleuUnitCases_AllRows_Agree()
    {
        var compared = 0;
        foreach (var row in SharedData.Rows("sacrebleu_unit_cases.jsonl"))
        {
            Compare(row);
            compared++;
        }

        Assert.Equal(89, compared);
    }

    [Fact]
    public void SentenceEdges_AllRows_Agree()
    {
        foreach (var row in SharedData.Rows("sentence_mt_edge.jsonl"))
        {
            void Check(string name, SegmentMetric metric) => Near(
                row.GetProperty(name).GetDouble(),
                MetricRows.Sentence(metric, row.GetProperty("hyp").GetString()!, row.GetProperty("ref").GetString()!),
                1e-9,
                row);
            var bleu = new BleuOptions { Tokenizer = BleuNames.Tokenizer(row.GetProperty("tokenize").GetString()!), EffectiveOrder = true };
            Check("bleu", new BleuMetric(bleu));
            Check("bleu_floor", new BleuMetric(bleu with { Smoothing = BleuSmoothing.Floor }));
            Check("bleu_addk", new BleuMetric(bleu with { Smoothing = BleuSmoothing.AddK }));
            Check("bleu_no_eff_order", new BleuMetric(bleu with { EffectiveOrder = false }));
            Check("chrf", new ChrfMetric(ChrfOptions.Default));
            Check("chrfpp", new ChrfMetric(ChrfOptions.PlusPlus));
            Check("ter", new TerMetric(TerOptions.Default));
            Check("ter_normalized_nopunct_ci", new TerMetric(new TerOptions { Normalized = true, NoPunctuation = true }));
        }
    }

    [Fact]
    public void GoogleRougeCases_AllRows_Agree()
    {
        foreach (var row in SharedData.Rows("google_rouge_unit_cases.jsonl"))
        {
            foreach (var type in MetricRows.Strings(row.GetProperty("rouge_type")))
            {
                var options = new RougeOptions { UseStemmer = row.GetProperty("use_stemmer").GetBoolean() };
                var target = row.GetProperty("target");
                string[] references = target.ValueKind == JsonValueKind.Array ? MetricRows.Strings(target) : [target.GetString()!];
                var score = MetricRows.Rouge(options, row.GetProperty("prediction").GetString()!, references, TypeOf(type))[0];
                var (expected, tolerance) = (row.GetProperty("expected"), row.GetProperty("tol").GetDouble());
                Near(expected.GetProperty("precision").GetDouble(), score.Precision, tolerance, row);
                Near(expected.GetProperty("recall").GetDouble(), score.Recall, tolerance, row);
                Near(expected.GetProperty("fmeasure").GetDouble(), score.FMeasure, tolerance, row);
            }
        }
    }

    /// <summary>The original Perl program rounds to five places.</summary>
    [Fact]
    public void Rouge155Edges_AllRows_Agree()
    {
        (string Name, RougeType Type)[] types = [("ROUGE-1", RougeType.Rouge1), ("ROUGE-2", RougeType.Rouge2), ("ROUGE-L", RougeType.RougeL)];
        foreach (var row in SharedData.Rows("rouge155_edge.jsonl"))
        {
            foreach (var stems in new[] { false, true })
            {
                foreach (var (name, type) in types)
                {
                    var expected = row.GetProperty(stems ? "rouge155_stem" : "rouge155").GetProperty(name);
                    var score = MetricRows.Rouge(new RougeOptions { UseStemmer = stems }, row.GetProperty("hyp").GetString()!, MetricRows.Strings(row.GetProperty("refs")), type)[0];
                    Near(expected.GetProperty("p").GetDouble(), score.Precision, 5.1e-6, row);
                    Near(expected.GetProperty("r").GetDouble(), score.Recall, 5.1e-6, row);
                    Near(expected.GetProperty("f").GetDouble(), score.FMeasure, 5.1e-6, row);
                }
            }
        }
    }

    [Fact]
    public void LightevalCases_RowsOfTheseMetrics_Agree()
    {
        var compared = 0;
        foreach (var row in SharedData.Rows("lighteval_metric_cases.jsonl.gz"))
        {
            if (LightevalScores(row) is not { } scores)
                continue;
            var expected = row.GetProperty("expected");
            foreach (var (name, ours) in scores)
                Near((expected.ValueKind == JsonValueKind.Object ? expected.GetProperty(name) : expected).GetDouble(), ours, row.GetProperty("tolerance").GetDouble(), row);
            compared++;
        }

        Assert.Equal(41, compared);
    }

    private static void Compare(JsonElement row)
    {
        var (options, tolerance) = (row.TryGetProperty("params", out var given) ? given : default, row.GetProperty("tol").GetDouble());
        var expected = row.GetProperty("expected");
        switch (row.GetProperty("metric").GetString())
        {
            case "bleu_from_stats":
                double[] statistics = [row.GetProperty("sys_len").GetDouble(), row.GetProperty("ref_len").GetDouble(), .. Numbers(row, "counts"), .. Numbers(row, "totals")];
                Near(expected.GetDouble(), MetricRows.Bleu(options).Score(statistics), tolerance, row);
                break;
            case "bleu_statistics":
                var counted = MetricRows.Statistics(MetricRows.Bleu(options), MetricRows.Strings(row.GetProperty("hyps")), Segments(row));
                Assert.Equal([.. Numbers(expected, "counts"), .. Numbers(expected, "totals")], counted[2..]);
                break;
            case "ter_tokenizer":
                var words = new TerWords(MetricRows.TerOptions(options));
                var text = words.Cut(row.GetProperty("input").GetString()!);
                var cut = new List<string>();
                foreach (var (start, length) in words.Places)
                    cut.Add(text.Slice(start, length).ToString());
                Assert.Equal(expected.GetString(), string.Join(' ', cut));
                break;
            case var name:
                SegmentMetric metric = name switch { "bleu" => MetricRows.Bleu(options), "chrf" => MetricRows.Chrf(options), "ter" => new TerMetric(MetricRows.TerOptions(options)), _ => throw new NotSupportedException(name) };
                Near(expected.GetDouble(), MetricRows.Corpus(metric, MetricRows.Strings(row.GetProperty("hyps")), Segments(row)), tolerance, row);
                break;
        }
    }

    // lighteval's BLEU-1 and BLEU-4 are NLTK's: no smoothing, 0..1. Its chrF and TER hand sacrebleu the references of the rows as if each row were a stream
    // of references, so that the first hypothesis is measured against the references of all rows, and no other hypothesis against any.
    private static List<(string Name, double Score)>? LightevalScores(JsonElement row)
    {
        var name = row.GetProperty("metric").GetString()!;
        string[] predictions = [.. row.GetProperty("preds").EnumerateArray().Where(p => p.ValueKind == JsonValueKind.Array).Select(p => p[0].GetString()!)];
        string[][] references = [.. row.GetProperty("refs").EnumerateArray().Select(MetricRows.Strings)];
        double Streams(SegmentMetric metric) => MetricRows.Sentence(metric, predictions[0], [.. references.Select(r => r[0])]);
        double Nltk(int order) => MetricRows.Sentence(new BleuMetric(new BleuOptions { MaxOrder = order, Smoothing = BleuSmoothing.None }), predictions[0], references[0]) / 100;
        double Rouge(string type) => MetricRows.Rouge(RougeOptions.Default, predictions[0], references[0], TypeOf(type))[0].FMeasure;
        return name switch
        {
            "bleu" => [(name, MetricRows.Corpus(new BleuMetric(BleuOptions.Default), predictions, references))],
            "bleu_1" => [(name, Nltk(1))],
            "bleu_4" => [(name, Nltk(4))],
            "chrf" => [(name, Streams(new ChrfMetric(ChrfOptions.Default)))],
            "chrf_plus" => [(name, Streams(new ChrfMetric(ChrfOptions.PlusPlus)))],
            "ter" => [(name, Streams(new TerMetric(TerOptions.Default)))],
            "rouge1" or "rouge2" or "rougeL" or "rougeLsum" => [(name, Rouge(name))],
            "rouge_t5" => [.. new[] { "rouge1", "rouge2", "rougeL", "rougeLsum" }.Select(type => (type, 100 * Rouge(type)))],
            _ => null,
        };
    }

    // References come as streams, one line a segment each.
    private static string[][] Segments(JsonElement row)
    {
        string[][] streams = [.. row.GetProperty("refs").EnumerateArray().Select(MetricRows.Strings)];
        return [.. Enumerable.Range(0, row.GetProperty("hyps").GetArrayLength()).Select(s => streams.Select(stream => stream[s]).ToArray())];
    }

    private static IEnumerable<double> Numbers(JsonElement row, string name) => row.GetProperty(name).EnumerateArray().Select(n => n.GetDouble());

    private static RougeType TypeOf(string name) => Enum.Parse<RougeType>(name, ignoreCase: true);

    private static void Near(double expected, double ours, double tolerance, JsonElement row) =>
        Assert.True(Math.Abs(expected - ours) <= Math.Max(tolerance, 1e-12), $"{ours} and not {expected}: {row.GetRawText()}");
}
