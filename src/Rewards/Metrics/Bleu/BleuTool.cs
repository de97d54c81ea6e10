using System.Globalization;
using Rlar.Rewards.Metrics.Segments;

namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>The tool "bleu": sacrebleu's sentence BLEU of each completion.</summary>
internal static class BleuTool
{
    private const string MethodsValue = "default";
    private static readonly ToolOption<string> s_tokenize = ToolOption.Text("tokenize", "13a", "The tokenizer: 13a, intl, char, zh or none.");
    private static readonly ToolOption<string> s_smooth =
        ToolOption.Choice("smooth", "exp", "How orders without a match are smoothed.", "exp", "floor", "add-k", "none");
    private static readonly ToolOption<double> s_number = ToolOption.Number("smooth-value", 0, "What floor and add-k use.", min: 0, max: 1e6);
    private static readonly ToolOption<double?> s_smoothValue = new(
        s_number.Name, MethodsValue, $"{MethodsValue} (0.1 for floor, 1 for add-k) or {s_number.Takes}", s_number.Description,
        (tool, text) => text == MethodsValue ? null : s_number.Read(tool, text));
    private static readonly ToolOption<bool> s_effectiveOrder =
        ToolOption.Flag("effective-order", true, "Whether only orders that the sentence is long enough for count.");
    private static readonly ToolOption<int> s_maxOrder = ToolOption.Integer("max-order", 4, "The longest n-gram of words.", min: 1, max: 16);
    private static readonly ToolOption<bool> s_lowercase = ToolOption.Flag("lowercase", false, "Whether case is ignored.");

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
            Requires = [ToolRequirement.WrittenReference],
            Range = new ValueRange(0, 100),
            Cost = ToolCost.Trivial,
            Provenance = "sacrebleu 2.6.0",
        },
        Revision: 2,
        [s_tokenize, s_smooth, s_smoothValue, s_effectiveOrder, s_maxOrder, s_lowercase, SegmentTool.SkipThinking],
        (card, settings) => Make(card, settings));

    private static SegmentTool Make(ToolCard card, ToolSettings settings)
    {
        var options = new BleuOptions
        {
            Tokenizer = BleuNames.Tokenizer(settings.Get(s_tokenize)),
            Smoothing = BleuNames.Smoothing(settings.Get(s_smooth)),
            SmoothingValue = settings.Get(s_smoothValue),
            EffectiveOrder = settings.Get(s_effectiveOrder),
            MaxOrder = settings.Get(s_maxOrder),
            Lowercase = settings.Get(s_lowercase),
        };
        return new SegmentTool(card, new BleuMetric(options), settings.Get(SegmentTool.SkipThinking), statistics => Parts(statistics, options));
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
