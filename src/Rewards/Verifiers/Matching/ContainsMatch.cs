using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Verifiers.Matching;

/// <summary>1 where references occur in the answer.</summary>
internal sealed class ContainsMatch : CompletionTool
{
    private static readonly ToolOption<string> s_mode = ToolOption.Choice("mode", "any", "Whether one reference must occur, or all.", "any", "all");
    private static readonly ToolOption<bool> s_case = ToolOption.Flag("case", false, "Whether case counts.");
    private static readonly ToolOption<bool> s_wholeWords = ToolOption.Flag("whole-words", true, "Whether a reference may not stand within a word.");
    private static readonly ToolOption<int> s_maxWords = ToolOption.Integer("max-words", 0, "Words that an answer may have; 0: no limit.", min: 0);
    private readonly bool _needsAll;
    private readonly bool _exactCase;
    private readonly bool _wholeWords;
    private readonly int _maxWords;

    private ContainsMatch(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _needsAll = settings.Get(s_mode) == "all";
        _exactCase = settings.Get(s_case);
        _wholeWords = settings.Get(s_wholeWords);
        _maxWords = settings.Get(s_maxWords);
    }

    /// <summary>
    /// How the library makes it. Options: mode any|all (any), case (false), whole-words (true), max-words (0: no limit; above it the answer
    /// is wrong, which is the one defence against an answer that lists everything).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "contains",
            Kind = ToolKind.Verifier,
            Description = "1 where a reference occurs in the answer as whole words. It cannot see what stands around it: a negation, "
                + "or ten other answers. Set max-words against stuffing.",
            Requires = [ToolRequirement.WrittenReference],
        },
        Revision: 2,
        [s_mode, s_case, s_wholeWords, s_maxWords],
        (card, settings) => new ContainsMatch(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var references = query.References.Where(reference => !string.IsNullOrWhiteSpace(reference)).Select(reference => reference.Trim()).ToList();
        if (ThinkingSection.Answer(completion.Text) is not { } answer)
            return Verdict.Wrong("no answer after the thinking");
        if (_maxWords > 0 && answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > _maxWords)
            return Verdict.Wrong($"longer than {_maxWords} words");
        var found = references.Count(reference => Occurs(answer, reference));
        return found == references.Count || (found > 0 && !_needsAll) ? Verdict.Right() : Verdict.Wrong();
    }

    private bool Occurs(string text, string reference) => LinearSearch.Contains(
        text,
        reference,
        !_exactCase,
        at => !_wholeWords || (ContainsEdges.IsStart(text, at) && ContainsEdges.IsEnd(text, at + reference.Length)));
}
