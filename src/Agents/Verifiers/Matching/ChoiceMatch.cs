using System.Text.RegularExpressions;
using Rlar.Agents.Library;
using Rlar.Agents.Rewards;
using Rlar.Agents.Verifiers.Answers;

namespace Rlar.Agents.Verifiers.Matching;

/// <summary>1 where the chosen letter is the reference's.</summary>
public sealed partial class ChoiceMatch : CompletionTool
{
    private const int LongestRead = 100_000;

    private readonly string _letters;

    private ChoiceMatch(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _letters = settings.Text("letters", "ABCDEFGHIJ").ToUpperInvariant();
    }

    /// <summary>How the library makes it. Option: letters (ABCDEFGHIJ), those that may be chosen.</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "choice-match",
            Kind = ToolKind.Verifier,
            Description = "1 where the completion chooses the letter of the reference (A to J, or those of an option): in its marked answer, alone, in front of an option's text, or as the only letter in brackets. Two letters are no choice; the article 'A' and the pronoun 'I' are no letters.",
            Needs = ToolNeeds.Reference,
            Version = "",
        },
        Revision: 2,
        (card, settings) => new ChoiceMatch(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var references = query.References
            .Select(reference => Alone().Match(reference) is { Success: true } alone ? alone : Leading().Match(reference))
            .Where(match => match.Success).Select(Letter).Where(IsChoice).ToArray();
        if (references.Length == 0)
            return new RewardOutcome.Unscorable($"{Card.Id}: the reference {Verdict.Quote(query.References[0])} is no choice letter");
        if (FinalAnswer.Of(completion.Text) is not { } answer)
            return Verdict.Wrong("no answer after the thinking");
        if (Chosen(answer) is not { } letter)
            return Verdict.Wrong("no single letter");
        return references.Contains(letter) ? Verdict.Right() : Verdict.Wrong($"read {letter}");
    }

    private char? Chosen(FinalAnswer answer)
    {
        // A sentence may go on after a marked letter; further than this it is not read.
        var text = TextCommand().Replace(answer.Text.Length <= LongestRead ? answer.Text : answer.Text[^LongestRead..], " ");
        if (Alone().Match(text) is { Success: true } alone)
            return IsChoice(Letter(alone)) ? Letter(alone) : null;
        var letters = Letters().Matches(text).Select(Letter).Where(IsChoice).Distinct().ToArray();
        if (Leading().Match(text) is { Success: true } leading && IsChoice(Letter(leading)) && !Hedged().IsMatch(text))
            return letters.Length <= 1 || answer.IsMarked || char.IsPunctuation(leading.Value[^1]) ? Letter(leading) : null;
        return letters is [var only] ? only : null;
    }

    private bool IsChoice(char letter) => _letters.Contains(letter, StringComparison.Ordinal);

    private static char Letter(Match match) => char.ToUpperInvariant(match.Groups["letter"].Value[0]);

    [GeneratedRegex(@"\\(text|math)\w*\s*\{|[{}]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TextCommand();

    // The whole text is a letter, whatever it is wrapped in.
    [GeneratedRegex(@"\A[\s*_$()\[\]{}:]*(\\text(bf)?\s*\{\s*)?[(\s]*(?<letter>[A-Za-z])[\s*_$()\[\]{}.:]*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Alone();

    // "B) text", "(B) text", "B. text", "B: text", "Option B", and "B" before a sentence goes on.
    [GeneratedRegex(@"\A[\s*_:]*(option\s+|choice\s+|Option\s+|Choice\s+)?(\((?<letter>[A-Z])\)|(?<letter>[A-Z])[).:]|(?<letter>[B-HJ-Z])(?=[\s,*]|\z))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Leading();

    // Letters that can only be choices: in brackets, or after the word.
    [GeneratedRegex(@"\((?<letter>[A-Z])\)|\b([Oo]ption|[Cc]hoice)\s+\(?(?<letter>[A-Z])\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Letters();

    // A second letter beside the first, or an "or".
    [GeneratedRegex(@"\A[\s*_:(]*(option\s+|choice\s+)?[A-Z][).:]*[\s,/&*]+(or\b|(and\s+)?\(?(option\s+|choice\s+)?[A-Z]\b)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Hedged();
}
