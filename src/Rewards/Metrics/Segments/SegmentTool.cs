using System.Collections.Concurrent;

namespace Rlar.Rewards.Metrics.Segments;

/// <summary>A metric of translations as a tool: each completion is a segment of its own, and the references are read once a group.</summary>
/// <param name="card">The tool's card.</param>
/// <param name="metric">The metric.</param>
/// <param name="skipsThinking">Whether only what follows the thinking is scored.</param>
/// <param name="parts">The parts of a score, from its statistics.</param>
internal sealed class SegmentTool(ToolCard card, SegmentMetric metric, bool skipsThinking, Func<double[], IReadOnlyDictionary<string, double>?> parts)
    : GroupTool<SegmentScorer>(card)
{
    // Scorers keep their memory between groups, but none that a huge text has left.
    private const int LongText = 1 << 20;

    private readonly ConcurrentBag<SegmentScorer> _scorers = [];

    /// <summary>Whether the completion's thinking is left out: the option of all metrics.</summary>
    internal static ToolOption<bool> SkipThinking { get; } =
        ToolOption.Flag("skip-thinking", true, "Whether only what follows the thinking is scored.");

    /// <summary>The text of a completion that is scored.</summary>
    internal static string TextOf(Completion completion, bool skipsThinking) =>
        skipsThinking ? ThinkingSection.Answer(completion.Text) ?? "" : completion.Text;

    /// <summary>The references that have a text to compare with.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    internal static IReadOnlyList<string> ReferencesOf(Query query)
    {
        if (!query.References.Any(string.IsNullOrWhiteSpace))
            return query.References;
        var filled = query.References.Where(reference => !string.IsNullOrWhiteSpace(reference)).ToList();
        return filled.Count > 0 ? filled : throw new ToolException("the reference is empty");
    }

    /// <inheritdoc/>
    protected override SegmentScorer Prepare(Query query)
    {
        var references = ReferencesOf(query);
        var scorer = _scorers.TryTake(out var free) ? free : metric.CreateScorer();
        scorer.SetReferences(references);
        return scorer;
    }

    /// <inheritdoc/>
    protected override RewardOutcome Score(SegmentScorer prepared, Completion completion)
    {
        var text = TextOf(completion, skipsThinking);
        var statistics = new double[metric.StatisticCount];
        prepared.Measure(text, statistics);
        prepared.LongestText = Math.Max(prepared.LongestText, text.Length);
        return new RewardOutcome.Scored(metric.Score(statistics)) { Parts = parts(statistics), Reason = prepared.Remark };
    }

    /// <inheritdoc/>
    protected override void Release(SegmentScorer prepared)
    {
        if (prepared.LongestText < LongText)
            _scorers.Add(prepared);
    }
}
