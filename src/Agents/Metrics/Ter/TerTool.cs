using Rlar.Agents.Library;
using Rlar.Agents.Metrics.Segments;
using Rlar.Agents.Rewards;

namespace Rlar.Agents.Metrics.Ter;

/// <summary>The tool "ter": sacrebleu's sentence TER of each completion.</summary>
public static class TerTool
{
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
            Needs = ToolNeeds.Reference,
            Range = new ValueRange(0, 100, HigherIsBetter: false),
            Cost = ToolCost.Moderate,
            Provenance = "sacrebleu 2.6.0",
            Version = "",
        },
        Revision: 2,
        (card, settings) => new SegmentTool(
            card,
            new TerMetric(new TerOptions
            {
                Normalized = settings.Flag("normalized", false),
                NoPunctuation = settings.Flag("no-punct", false),
                AsianSupport = settings.Flag("asian-support", false),
                CaseSensitive = settings.Flag("case-sensitive", false),
            }),
            settings.Flag(SegmentTool.SkipThinking, true),
            statistics => new Dictionary<string, double>(2) { ["edits"] = statistics[0], ["reference_words"] = statistics[1] }));
}
