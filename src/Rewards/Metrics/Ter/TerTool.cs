using Rlar.Rewards.Metrics.Segments;

namespace Rlar.Rewards.Metrics.Ter;

/// <summary>The tool "ter": sacrebleu's sentence TER of each completion.</summary>
internal static class TerTool
{
    private static readonly ToolOption<bool> s_normalized = ToolOption.Flag("normalized", false, "Whether the text is tokenised as mteval does.");
    private static readonly ToolOption<bool> s_noPunct = ToolOption.Flag("no-punct", false, "Whether punctuation is left out.");
    private static readonly ToolOption<bool> s_asianSupport =
        ToolOption.Flag("asian-support", false, "Whether Chinese and Japanese characters and their punctuation are words of their own.");
    private static readonly ToolOption<bool> s_caseSensitive = ToolOption.Flag("case-sensitive", false, "Whether case counts.");

    /// <summary>
    /// How the library makes it. Options: normalized (false), no-punct (false), asian-support (false), case-sensitive (false), skip-thinking (true).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "ter",
            Kind = ToolKind.Metric,
            Description = "Translation edit rate, lower is better: insertions, deletions, replacements and moves of words "
                + "that make the answer the nearest reference, per 100 words of reference; may be above 100. "
                + "As a reward 0 edits are 1, and 100 and more are 0.",
            Requires = [ToolRequirement.WrittenReference],
            Range = new ValueRange(0, 100, HigherIsBetter: false),
            Cost = ToolCost.Moderate,
            Provenance = "sacrebleu 2.6.0",
        },
        Revision: 2,
        [s_normalized, s_noPunct, s_asianSupport, s_caseSensitive, SegmentTool.SkipThinking],
        (card, settings) => new SegmentTool(
            card,
            new TerMetric(new TerOptions
            {
                Normalized = settings.Get(s_normalized),
                NoPunctuation = settings.Get(s_noPunct),
                AsianSupport = settings.Get(s_asianSupport),
                CaseSensitive = settings.Get(s_caseSensitive),
            }),
            settings.Get(SegmentTool.SkipThinking),
            statistics => new Dictionary<string, double>(2) { ["edits"] = statistics[0], ["reference_words"] = statistics[1] }));
}
