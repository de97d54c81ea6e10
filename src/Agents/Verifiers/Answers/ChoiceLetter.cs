using System.Text.RegularExpressions;

namespace Rlar.Agents.Verifiers.Answers;

/// <summary>
/// The letter that a completion chooses: in its marked answer, alone, in front of an option's text, or as the only letter in brackets. Two
/// letters are no choice; the article "A" and the pronoun "I" are no letters.
/// </summary>
public static partial class ChoiceLetter
{
    /// <summary>The letters of a question without others.</summary>
    public const string Usual = "ABCDEFGHIJ";

    private const int LongestRead = 100_000;

    /// <summary>The letter that a reference is, in whatever it is wrapped, or begins with; null for other references.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="letters">The letters that may be chosen.</param>
    public static char? OfReference(string reference, string letters)
    {
        var match = Alone().Match(reference) is { Success: true } alone ? alone : Leading().Match(reference);
        return match.Success && letters.Contains(Letter(match), StringComparison.Ordinal) ? Letter(match) : null;
    }

    /// <summary>The letter that an answer chooses, or null.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="letters">The letters that may be chosen.</param>
    public static char? Of(FinalAnswer answer, string letters)
    {
        // A sentence may go on after a marked letter; further than this it is not read.
        var text = TextCommand().Replace(answer.Text.Length <= LongestRead ? answer.Text : answer.Text[^LongestRead..], " ");
        if (Alone().Match(text) is { Success: true } alone)
            return letters.Contains(Letter(alone), StringComparison.Ordinal) ? Letter(alone) : null;
        var named = Letters().Matches(text).Select(Letter).Where(l => letters.Contains(l, StringComparison.Ordinal)).Distinct().ToArray();
        if (Leading().Match(text) is { Success: true } leading
            && letters.Contains(Letter(leading), StringComparison.Ordinal) && !Hedged().IsMatch(text))
            return named.Length <= 1 || answer.IsMarked || char.IsPunctuation(leading.Value[^1]) ? Letter(leading) : null;
        if (named.Length == 0 && Praised().Matches(text) is [var praised] && letters.Contains(Letter(praised), StringComparison.Ordinal))
            return Letter(praised);
        return named is [var only] ? only : null;
    }

    private static char Letter(Match match) => char.ToUpperInvariant(match.Groups["letter"].Value[0]);

    [GeneratedRegex(@"\\(text|math)\w*\s*\{|[{}]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TextCommand();

    // The whole text is a letter, whatever it is wrapped in.
    [GeneratedRegex(
        @"\A[\s*_$()\[\]{}:]*(\\text(bf)?\s*\{\s*)?[(\s]*(?<letter>[A-Za-z])[\s*_$()\[\]{}.:]*\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Alone();

    // "B) text", "(B) text", "B. text", "B: text", "Option B", and "B" before a sentence goes on.
    [GeneratedRegex(
        @"\A[\s*_:]*(option\s+|choice\s+|Option\s+|Choice\s+)?"
        + @"(\((?<letter>[A-Z])\)|(?<letter>[A-Z])[).:]|(?<letter>[B-HJ-Z])(?=[\s,*]|\z))",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Leading();

    // "because B is valid"
    [GeneratedRegex(
        @"\b(?<letter>[A-Z])\s+is\s+(the\s+)?(valid|correct|right|true|best|answer)\b",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Praised();

    // Letters that can only be choices: in brackets, or after the word.
    [GeneratedRegex(
        @"\((?<letter>[A-Z])\)|\b([Oo]ption|[Cc]hoice)\s+\(?(?<letter>[A-Z])\b",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Letters();

    // A second letter beside the first, or an "or".
    [GeneratedRegex(
        @"\A[\s*_:(]*(option\s+|choice\s+)?[A-Z][).:]*[\s,/&*]+(or\b|(and\s+)?\(?(option\s+|choice\s+)?[A-Z]\b)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Hedged();
}
