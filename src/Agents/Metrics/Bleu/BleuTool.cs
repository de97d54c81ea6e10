using System.Globalization;
using Rlar.Agents.Library;
using Rlar.Agents.Metrics.Segments;
using Rlar.Agents.Rewards;

namespace Rlar.Agents.Metrics.Bleu;

/// <summary>The tool "bleu": sacrebleu's sentence BLEU of each completion.</summary>
public static class BleuTool
{
    private const string MethodsValue = "default";

    /// <summary>
    /// How the library makes it. Options: tokenize (13a), smooth (exp), smooth-value (default: 0.1 for floor, 1 for add-k), effective-order (true, as
    /// sacrebleu's sentence_bleu), max-order (4), lowercase (false), skip-thinking (true).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "bleu",
            Kind = ToolKind.Metric,
            Description = "Sentence BLEU, 0..100: n-grams of words that the answer shares with the references, "
                + "times a penalty for brevity. It sees words and their order, not meaning; "
                + "one sentence is few n-grams.",
            Needs = ToolNeeds.Reference,
            Range = new ValueRange(0, 100),
            Cost = ToolCost.Trivial,
            Provenance = "sacrebleu 2.6.0",
            Version = "",
        },
        Revision: 2,
        (card, settings) => Make(card, settings));

    private static SegmentTool Make(ToolCard card, ToolSettings settings)
    {
        var options = new BleuOptions
        {
            Tokenizer = BleuNames.Tokenizer(settings.Text("tokenize", "13a")),
            Smoothing = BleuNames.Smoothing(settings.Choice("smooth", "exp", "exp", "floor", "add-k", "none")),
            SmoothingValue = settings.Text("smooth-value", MethodsValue) == MethodsValue ? null : settings.Number("smooth-value", 0, min: 0, max: 1e6),
            EffectiveOrder = settings.Flag("effective-order", true),
            MaxOrder = settings.Integer("max-order", 4, min: 1, max: 16),
            Lowercase = settings.Flag("lowercase", false),
        };
        return new SegmentTool(card, new BleuMetric(options), settings.Flag(SegmentTool.SkipThinking, true), statistics => Parts(statistics, options));
    }

    private static Dictionary<string, double> Parts(double[] statistics, BleuOptions options)
    {
        var precisions = new double[options.MaxOrder];
        var parts = new Dictionary<string, double>(1 + precisions.Length)
        {
            ["brevity_penalty"] = BleuScore.Of(statistics, options, precisions).BrevityPenalty,
        };
        for (var n = 0; n < precisions.Length; n++)
            parts[string.Create(CultureInfo.InvariantCulture, $"precision_{n + 1}")] = precisions[n];
        return parts;
    }
}
