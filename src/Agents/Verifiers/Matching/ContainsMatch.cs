using Rlar.Agents.Library;
using Rlar.Agents.Reading.Answers;
using Rlar.Agents.Rewards;

namespace Rlar.Agents.Verifiers.Matching;

/// <summary>1 where references occur in the answer.</summary>
public sealed class ContainsMatch : CompletionTool
{
    private readonly bool _needsAll;
    private readonly bool _exactCase;
    private readonly bool _wholeWords;
    private readonly int _maxWords;

    private ContainsMatch(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _needsAll = settings.Choice("mode", "any", "any", "all") == "all";
        _exactCase = settings.Flag("case", false);
        _wholeWords = settings.Flag("whole-words", true);
        _maxWords = settings.Integer("max-words", 0, min: 0);
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
            Needs = ToolNeeds.Reference,
            Version = "",
        },
        Revision: 2,
        (card, settings) => new ContainsMatch(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var references = query.References.Where(reference => !string.IsNullOrWhiteSpace(reference)).Select(reference => reference.Trim()).ToList();
        if (references.Count == 0)
            return new RewardOutcome.Unscorable($"{Card.Id}: the reference is empty");
        if (ThinkingSection.Answer(completion.Text) is not { } answer)
            return Verdict.Wrong("no answer after the thinking");
        if (_maxWords > 0 && answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > _maxWords)
            return Verdict.Wrong($"longer than {_maxWords} words");
        var found = references.Count(reference => Occurs(answer, reference));
        return found == references.Count || (found > 0 && !_needsAll) ? Verdict.Right() : Verdict.Wrong();
    }

    private bool Occurs(string text, string reference)
    {
        var comparison = _exactCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        for (var at = text.IndexOf(reference, comparison); at >= 0; at = text.IndexOf(reference, at + 1, comparison))
        {
            if (!_wholeWords || (ContainsEdges.IsStart(text, at) && ContainsEdges.IsEnd(text, at + reference.Length)))
                return true;
        }

        return false;
    }
}
