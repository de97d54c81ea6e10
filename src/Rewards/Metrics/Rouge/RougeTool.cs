using System.Collections.Concurrent;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Metrics.Rouge;

/// <summary>The tools "rouge1", "rouge2", "rougeL" and "rougeLsum": rouge-score's F measure of each completion.</summary>
internal sealed class RougeTool : GroupTool<RougeScorer>
{
    // A scorer that a huge text has made large is not kept.
    private const int LongText = 1 << 20;

    private static readonly ToolOption<bool> s_useStemmer =
        ToolOption.Flag("use-stemmer", false, "Whether words are compared by their Porter stems.");
    private static readonly ToolOption<bool> s_splitSummaries =
        new("split-summaries", "newline", "one of newline, none", "Whether every line is a sentence, or the whole text is one.", SplitsLines);

    private static readonly ToolOption<string> s_tokens = ToolOption.Choice(
        "tokens",
        "auto",
        "auto: words of every script where a reference has letters beyond the Latin ones; ascii: ASCII letters and digits only, as rouge-score.",
        "auto",
        "ascii");

    private readonly ConcurrentBag<RougeScorer> _scorers = [];
    private readonly RougeType _type;
    private readonly RougeOptions _options;
    private readonly bool _skipsThinking;

    private RougeTool(ToolCard card, RougeType type, RougeOptions options, bool skipsThinking)
        : base(card with { Requires = [ToolRequirement.WrittenReference, WordsOf(options, type)] }) =>
        (_type, _options, _skipsThinking) = (type, options, skipsThinking);

    /// <summary>
    /// How the library makes them. Options: use-stemmer (false), tokens auto|ascii (auto), skip-thinking (true), and of rougeLsum
    /// split-summaries (newline: every line is a sentence; none: the whole text is one).
    /// </summary>
    public static IReadOnlyList<ToolDefinition> Definitions { get; } =
    [
        Of("rouge1", RougeType.Rouge1, "words shared with the best reference"),
        Of("rouge2", RougeType.Rouge2, "pairs of neighbouring words shared with the best reference"),
        Of("rougeL", RougeType.RougeL, "the longest common subsequence of words with the best reference"),
        Of("rougeLsum", RougeType.RougeLsum, "the union of the longest common subsequences of lines with the best reference"),
    ];

    // What the references hold shows while they are prepared.
    /// <inheritdoc/>
    protected override string? Missing(Query query) => ToolRequirement.Reference.Missing(query);

    /// <inheritdoc/>
    protected override RougeScorer Prepare(Query query) => Read(query, _scorers.TryTake(out var free) ? free : new RougeScorer(_options, _type));

    /// <inheritdoc/>
    protected override RewardOutcome Score(RougeScorer prepared, Completion completion)
    {
        Span<RougeScore> scores = stackalloc RougeScore[1];
        prepared.Score(SegmentTool.TextOf(completion, _skipsThinking), scores);
        return new RewardOutcome.Scored(scores[0].FMeasure)
        {
            Parts = new Dictionary<string, double>(3) { ["precision"] = scores[0].Precision, ["recall"] = scores[0].Recall, ["fmeasure"] = scores[0].FMeasure },
            Reason = prepared.Remark,
        };
    }

    /// <inheritdoc/>
    protected override void Release(RougeScorer prepared)
    {
        if (prepared.LongestText < LongText)
            _scorers.Add(prepared);
    }

    private static ToolRequirement WordsOf(RougeOptions options, RougeType type) =>
        ReadableRow.By("words", "a reference with a word", query => Read(query, new RougeScorer(options, type)));

    private static RougeScorer Read(Query query, RougeScorer scorer)
    {
        scorer.SetReferences(SegmentTool.ReferencesOf(query));
        return scorer.HasWords ? scorer : throw new ToolException("the reference has no word");
    }

    private static ToolDefinition Of(string id, RougeType type, string what) => new(
        new ToolCard
        {
            Id = id,
            Kind = ToolKind.Metric,
            Description = $"The F measure, 0..1, of {what}; ASCII letters and digits make words, and where a reference is of another "
                + "script, the letters of all (each character of scripts without blanks). "
                + "It sees words, not meaning or truth.",
            Requires = [ToolRequirement.WrittenReference, WordsOf(new RougeOptions { ReadsScripts = true }, type)],
            Cost = ToolCost.Trivial,
            Provenance = "rouge-score 0.1.2",
        },
        Revision: 3,
        type == RougeType.RougeLsum ? [s_useStemmer, s_splitSummaries, s_tokens, SegmentTool.SkipThinking] : [s_useStemmer, s_tokens, SegmentTool.SkipThinking],
        (card, settings) => new RougeTool(
            card,
            type,
            new RougeOptions
            {
                ReadsScripts = settings.Get(s_tokens) == "auto",
                UseStemmer = settings.Get(s_useStemmer),
                SplitsLines = type != RougeType.RougeLsum || settings.Get(s_splitSummaries),
            },
            settings.Get(SegmentTool.SkipThinking)));

    private static bool SplitsLines(string tool, string value) => value switch
    {
        "newline" or "false" => true, // false is rouge-score's name of its default
        "none" => false,
        "true" => throw new ToolException(
            $"Tool {tool}: split-summaries=true is NLTK's Punkt, a trained model that RLAR does not carry; "
            + "put each sentence on a line of its own."),
        _ => throw new ToolException($"Tool {tool}: option split-summaries takes one of newline, none, not '{value}'."),
    };
}
