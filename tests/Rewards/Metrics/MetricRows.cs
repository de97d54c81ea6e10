using System.Text.Json;
using Rlar.Rewards.Metrics.Bleu;
using Rlar.Rewards.Metrics.Chrf;
using Rlar.Rewards.Metrics.Rouge;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Metrics.Ter;

namespace Rlar.Rewards.Tests.Metrics;

/// <summary>Runs metrics over rows that carry the reference implementations' option names and numbers.</summary>
internal static class MetricRows
{
    internal static double Sentence(SegmentMetric metric, string hypothesis, params IReadOnlyList<string> references) =>
        Corpus(metric, [hypothesis], [references]);

    /// <summary>The corpus score.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="hypotheses">[S] segments.</param>
    /// <param name="references">[S] the references of each segment.</param>
    internal static double Corpus(SegmentMetric metric, IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references) =>
        metric.Score(Statistics(metric, hypotheses, references));

    internal static double[] Statistics(SegmentMetric metric, IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        var scorer = metric.CreateScorer();
        var sum = new double[metric.StatisticCount];
        var one = new double[sum.Length];
        for (var s = 0; s < hypotheses.Count; s++)
        {
            scorer.SetReferences(references[s]);
            scorer.Measure(hypotheses[s], one);
            Assert.Null(scorer.Remark);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += one[i];
        }

        return sum;
    }

    internal static RougeScore[] Rouge(RougeOptions options, string answer, IReadOnlyList<string> references, params IReadOnlyList<RougeType> types)
    {
        var scorer = new RougeScorer(options, types);
        var scores = new RougeScore[types.Count];
        scorer.SetReferences(references);
        scorer.Score(answer, scores);
        return scores;
    }

    internal static BleuMetric Bleu(JsonElement options) => new(new BleuOptions
    {
        Tokenizer = BleuNames.Tokenizer(Text(options, "tokenize") ?? "13a"),
        Smoothing = BleuNames.Smoothing(Text(options, "smooth_method") ?? "exp"),
        SmoothingValue = Value(options, "smooth_value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null,
        EffectiveOrder = Flag(options, "effective_order"),
        MaxOrder = Value(options, "max_ngram_order")?.GetInt32() ?? 4,
        Lowercase = Flag(options, "lowercase"),
    });

    internal static ChrfMetric Chrf(JsonElement options) => new(new ChrfOptions
    {
        CharOrder = Value(options, "char_order")?.GetInt32() ?? 6,
        WordOrder = Value(options, "word_order")?.GetInt32() ?? 0,
        Beta = Value(options, "beta")?.GetInt32() ?? 2,
        Lowercase = Flag(options, "lowercase"),
        Whitespace = Flag(options, "whitespace") || Value(options, "remove_whitespace") is { ValueKind: JsonValueKind.False }, // sacrebleu 1's name
        EpsilonSmoothing = Flag(options, "eps_smoothing"),
    });

    internal static TerOptions TerOptions(JsonElement options) => new()
    {
        Normalized = Flag(options, "normalized"),
        NoPunctuation = Flag(options, "no_punct"),
        AsianSupport = Flag(options, "asian_support"),
        CaseSensitive = Flag(options, "case_sensitive"),
    };

    internal static RougeType[] Types { get; } = [RougeType.Rouge1, RougeType.Rouge2, RougeType.RougeL, RougeType.RougeLsum];

    internal static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static JsonElement? Value(JsonElement options, string name) =>
        options.ValueKind == JsonValueKind.Object && options.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement options, string name) => Value(options, name)?.GetString();

    private static bool Flag(JsonElement options, string name) => Value(options, name) is { ValueKind: JsonValueKind.True };
}
