using Rlar.Rewards.Metrics.Segments;

namespace Rlar.Rewards.Metrics.Chrf;

/// <summary>The tools "chrf" and "chrf++": sacrebleu's sentence chrF of each completion.</summary>
internal static class ChrfTool
{
    private static readonly ToolOption<int> s_charOrder = ToolOption.Integer("char-order", 6, "The longest n-gram of characters.", min: 1, max: 16);
    private static readonly ToolOption<int> s_beta =
        ToolOption.Integer("beta", 2, "How many times recall counts as much as precision.", min: 0, max: 1000);
    private static readonly ToolOption<bool> s_lowercase = ToolOption.Flag("lowercase", false, "Whether case is ignored.");
    private static readonly ToolOption<bool> s_whitespace = ToolOption.Flag("whitespace", false, "Whether n-grams of characters hold blanks.");
    private static readonly ToolOption<bool> s_epsSmoothing =
        ToolOption.Flag("eps-smoothing", false, "Whether orders without n-grams are smoothed instead of left out.");

    /// <summary>
    /// How the library makes chrf. Options: char-order (6), word-order (0), beta (2), lowercase (false), whitespace (false), eps-smoothing (false),
    /// skip-thinking (true).
    /// </summary>
    public static ToolDefinition Definition { get; } =
        Of("chrf", "Sentence chrF2, 0..100: n-grams of one to six characters shared with the best reference.", wordOrder: 0);

    /// <summary>How the library makes chrf++: as chrf, but word-order is 2.</summary>
    public static ToolDefinition PlusPlusDefinition { get; } =
        Of("chrf++", "Sentence chrF2++, 0..100: n-grams of one to six characters and of one and two words shared with the best reference.", wordOrder: 2);

    private static ToolDefinition Of(string id, string what, int wordOrder)
    {
        var longestOfWords = ToolOption.Integer("word-order", wordOrder, "The longest n-gram of words; 0: none.", min: 0, max: 16);
        return new ToolDefinition(
            new ToolCard
            {
                Id = id,
                Kind = ToolKind.Metric,
                Description = what + " It sees spelling, not meaning; recall counts more than precision.",
                Requires = [ToolRequirement.WrittenReference],
                Range = new ValueRange(0, 100),
                Cost = ToolCost.Trivial,
                Provenance = "sacrebleu 2.6.0",
            },
            Revision: 2,
            [s_charOrder, longestOfWords, s_beta, s_lowercase, s_whitespace, s_epsSmoothing, SegmentTool.SkipThinking],
            (card, settings) =>
                new SegmentTool(card, new ChrfMetric(Options(settings, longestOfWords)), settings.Get(SegmentTool.SkipThinking), _ => null));
    }

    private static ChrfOptions Options(ToolSettings settings, ToolOption<int> wordOrder) => new()
    {
        CharOrder = settings.Get(s_charOrder),
        WordOrder = settings.Get(wordOrder),
        Beta = settings.Get(s_beta),
        Lowercase = settings.Get(s_lowercase),
        Whitespace = settings.Get(s_whitespace),
        EpsilonSmoothing = settings.Get(s_epsSmoothing),
    };
}
