using System.Runtime.CompilerServices;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Choices;

namespace Rlar.Rewards.Verifiers.Matching;

/// <summary>1 where the options chosen are the reference's.</summary>
internal sealed class ChoiceMatch : CompletionTool
{
    private static readonly ToolOption<string> s_letters =
        ToolOption.Text("letters", ChoiceLetter.Usual, "The letters of the choices, where neither the prompt nor metadata shows them.");
    private static readonly ToolOption<string> s_several = ToolOption.Choice(
        "several", "all", "Whether several references are all to be chosen, or any one of them.", "all", "any");
    private readonly string _letters;
    private readonly bool _wantsAll;

    // A group's completions share their query; its options are read once.
    private readonly ConditionalWeakTable<Query, ChoiceQuestion> _questions = [];

    private ChoiceMatch(ToolCard card, ToolSettings settings)
        : base(card with { Requires = [ToolRequirement.Reference, Choice(LettersOf(settings), WantsAll(settings))] })
    {
        _letters = LettersOf(settings);
        _wantsAll = WantsAll(settings);
    }

    /// <summary>
    /// How the library makes it. Options: letters (ABCDEFGHIJ), those that may be chosen where the row does not show its options; several all|any
    /// (all: several references are all to be chosen).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "choice-match",
            Kind = ToolKind.Verifier,
            Description = "1 where the completion chooses the options of the reference, and no other: by letter (or number, where the prompt numbers "
                + "them) or by "
                + "text, options being those of metadata.choices or the prompt. A reference is a letter, an option's text, or several of these. Two "
                + "letters are no "
                + "choice of one, nor is one that the answer denies, doubts, or gives with another option's text; the article 'A' and the pronoun 'I' "
                + "are no letters.",
            Requires = [ToolRequirement.Reference, Choice(ChoiceLetter.Usual, wantsAll: true)],
            ReadsReferenceAsText = true,
        },
        Revision: 4,
        [s_letters, s_several],
        (card, settings) => new ChoiceMatch(card, settings));

    // Whether the reference is a choice shows while the question is read, which is kept for the group.
    /// <inheritdoc/>
    protected override string? Missing(Query query) => ToolRequirement.Reference.Missing(query);

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var question = _questions.TryGetValue(query, out var known) ? known : _questions.GetValue(query, row => ChoiceQuestion.Of(row, _letters, _wantsAll));
        if (question.Wanted.Count == 0)
            return new RewardOutcome.Unscorable($"{Card.Id}: {NoChoice(query)}");
        var chosen = ChoiceReading.Of(completion.Text, question);
        if (chosen.Length == 0)
            return Verdict.Wrong("no choice");
        return question.Wanted.Contains(chosen) ? Verdict.Right() : Verdict.Wrong($"read {Shown(chosen, question)}");
    }

    private static ToolRequirement Choice(string letters, bool wantsAll) => new(
        "choice",
        "a reference that is a choice letter, or an option's text",
        query => ChoiceQuestion.Of(query, letters, wantsAll).Wanted.Count > 0 ? null : NoChoice(query));

    private static string NoChoice(Query query) => $"the reference {Verdict.Quote(query.References[0])} is no choice letter, and no option's text";

    private static string LettersOf(ToolSettings settings) => settings.Get(s_letters).ToUpperInvariant();

    private static bool WantsAll(ToolSettings settings) => settings.Get(s_several) == "all";

    private static string Shown(string letters, ChoiceQuestion question) => !question.IsNumbered ? string.Join(", ", letters.ToCharArray())
        : string.Join(", ", letters.Select(letter => 1 + question.Options.Letters.IndexOf(letter, StringComparison.Ordinal)));
}
