using Rlar.Agents.Library;
using Rlar.Agents.Metrics.Segments;
using Rlar.Agents.Rewards;

namespace Rlar.Agents.Metrics.Chrf;

/// <summary>The tools "chrf" and "chrf++": sacrebleu's sentence chrF of each completion.</summary>
public static class ChrfTool
{
    /// <summary>
    /// How the library makes chrf. Options: char-order (6), word-order (0), beta (2), lowercase (false), whitespace (false), eps-smoothing (false),
    /// skip-thinking (true).
    /// </summary>
    public static ToolDefinition Definition { get; } =
        Of("chrf", "Sentence chrF2, 0..100: n-grams of one to six characters shared with the best reference.", wordOrder: 0);

    /// <summary>How the library makes chrf++: as chrf, but word-order is 2.</summary>
    public static ToolDefinition PlusPlusDefinition { get; } =
        Of("chrf++", "Sentence chrF2++, 0..100: n-grams of one to six characters and of one and two words shared with the best reference.", wordOrder: 2);

    private static ToolDefinition Of(string id, string what, int wordOrder) => new(
        new ToolCard
        {
            Id = id,
            Kind = ToolKind.Metric,
            Description = what + " It sees spelling, not meaning; recall counts more than precision.",
            Needs = ToolNeeds.Reference,
            Range = new ValueRange(0, 100),
            Cost = ToolCost.Trivial,
            Provenance = "sacrebleu 2.6.0",
            Version = "",
        },
        Revision: 2,
        (card, settings) => new SegmentTool(card, new ChrfMetric(Options(settings, wordOrder)), settings.Flag(SegmentTool.SkipThinking, true), _ => null));

    private static ChrfOptions Options(ToolSettings settings, int wordOrder) => new()
    {
        CharOrder = settings.Integer("char-order", 6, min: 1, max: 16),
        WordOrder = settings.Integer("word-order", wordOrder, min: 0, max: 16),
        Beta = settings.Integer("beta", 2, min: 0, max: 1000),
        Lowercase = settings.Flag("lowercase", false),
        Whitespace = settings.Flag("whitespace", false),
        EpsilonSmoothing = settings.Flag("eps-smoothing", false),
    };
}
