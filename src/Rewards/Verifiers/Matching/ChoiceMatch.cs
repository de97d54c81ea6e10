using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Matching;

/// <summary>1 where the chosen letter is the reference's.</summary>
internal sealed class ChoiceMatch : CompletionTool
{
    private static readonly ToolOption<string> s_letters = ToolOption.Text("letters", ChoiceLetter.Usual, "The letters of the choices.");
    private readonly string _letters;

    private ChoiceMatch(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _letters = settings.Get(s_letters).ToUpperInvariant();
    }

    /// <summary>How the library makes it. Option: letters (ABCDEFGHIJ), those that may be chosen.</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "choice-match",
            Kind = ToolKind.Verifier,
            Description = "1 where the completion chooses the letter of the reference (A to J, or those of an option): in its marked "
                + "answer, alone, in front of an option's text, or as the only letter in brackets. Two letters are no choice, nor is one "
                + "that the answer calls wrong; the article 'A' and the pronoun 'I' are no letters.",
            Needs = ToolNeeds.Reference,
        },
        Revision: 3,
        [s_letters],
        (card, settings) => new ChoiceMatch(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var references = query.References
            .Select(reference => ChoiceLetter.OfReference(reference, _letters)).OfType<char>().ToArray();
        if (references.Length == 0)
            return new RewardOutcome.Unscorable($"{Card.Id}: the reference {Verdict.Quote(query.References[0])} is no choice letter");
        if (FinalAnswer.Of(completion.Text) is not { } answer)
            return Verdict.Wrong("no answer after the thinking");
        if (ChoiceLetter.Of(answer, _letters) is not { } letter)
            return Verdict.Wrong("no single letter");
        return references.Contains(letter) ? Verdict.Right() : Verdict.Wrong($"read {letter}");
    }
}
