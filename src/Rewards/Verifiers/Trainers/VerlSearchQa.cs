using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.Trainers;

/// <summary>verl's reward for search agents (Search-R1): the last answer tag against the references.</summary>
internal sealed class VerlSearchQa : CompletionTool
{
    private const int MostTags = 10;
    private static readonly ToolOption<string> s_method =
        ToolOption.Choice("method", "em", "Whether the answer must be the reference, or hold it.", "em", "subem");
    private static readonly ToolOption<double> s_formatScore =
        ToolOption.Number("format-score", 0, "The value of a wrong answer that was found.", min: 0, max: 1);
    private readonly bool _findsInside;
    private readonly double _format;

    private VerlSearchQa(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _findsInside = settings.Get(s_method) == "subem";
        _format = settings.Get(s_formatScore);
    }

    /// <summary>How the library makes it. Options: method em|subem (em), format-score (0).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "verl/search-qa",
            Kind = ToolKind.Verifier,
            Description = "verl's search_r1_like_qa_em: the last <answer> equals a reference after SQuAD's normalisation (em), "
                + "a quarter of the reward with more than ten tags; or holds one (subem), which a list of guesses meets. "
                + "It reads tags inside the thinking too.",
            Requires = [ToolRequirement.Reference],
            Provenance = "verl verl/utils/reward_score/search_r1_like_qa_em.py",
        },
        Revision: 2,
        [s_method, s_formatScore],
        (card, settings) => new VerlSearchQa(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var text = completion.Text;
        if (LastAnswer(text) is not { } tag)
            return Verdict.Wrong("no answer tag");
        var answer = SquadText.Normalize(tag);
        var references = query.References.Select(SquadText.Normalize);
        if (_findsInside)
            return references.Any(reference => answer.Contains(reference, StringComparison.Ordinal)) ? Verdict.Right() : new RewardOutcome.Scored(_format);
        if (!references.Contains(answer))
            return new RewardOutcome.Scored(_format) { Reason = $"read {Verdict.Quote(answer)}" };
        var isFlood = PythonText.Count(text, "<answer>") > MostTags || PythonText.Count(text, "</answer>") > MostTags;
        return isFlood ? new RewardOutcome.Scored(0.25) { Reason = $"more than {MostTags} answer tags" } : Verdict.Right();
    }

    // <answer>(.*?)</answer>, the last match of a scan from the start: an opening tag takes the next closing one.
    private static string? LastAnswer(string text)
    {
        const string Open = "<answer>";
        const string Close = "</answer>";
        string? last = null;
        for (var at = text.IndexOf(Open, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Open, at, StringComparison.Ordinal))
        {
            var end = text.IndexOf(Close, at, StringComparison.Ordinal);
            if (end < 0)
                break;
            last = text[(at + Open.Length)..end];
            at = end + Close.Length;
        }

        return last is null ? null : PythonText.Strip(last);
    }
}
