using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Denials;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>
/// The letter that a completion chooses: in its marked answer, alone, in front of an option's text, or as the only letter in brackets. Two
/// letters are no choice, and neither is a letter that the answer calls wrong; the article "A" and the pronoun "I" are no letters.
/// </summary>
internal static partial class ChoiceLetter
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
        return Read(text, answer.IsMarked, letters) is { } letter && letters.Contains(letter, StringComparison.Ordinal) && !ChoiceDenials.Deny(text, letter)
            ? letter
            : null;
    }

    private static char? Read(string text, bool isMarked, string letters)
    {
        if (Alone().Match(text) is { Success: true } alone)
            return Letter(alone);
        var named = Letters().Matches(text).Select(Letter).Where(l => letters.Contains(l, StringComparison.Ordinal)).Distinct().ToArray();
        var said = AfterLeadIn(text);
        if (said.Length < text.Length && named.Length <= 1 && Alone().Match(said) is { Success: true } last)
            return Letter(last);
        if (Leading().Match(said) is { Success: true } leading
            && letters.Contains(Letter(leading), StringComparison.Ordinal) && !IsHedged(said))
            return named.Length <= 1 || isMarked || char.IsPunctuation(leading.Value[^1]) ? Letter(leading) : null;
        if (named.Length == 0 && Praised().Matches(text) is [var praised] && letters.Contains(Letter(praised), StringComparison.Ordinal))
            return Letter(praised);
        return named is [var only] && !IsHedged(said) ? only : null;
    }

    // What follows "I think", "it's" at the start, or the last "the correct option is".
    private static string AfterLeadIn(string text)
    {
        Match? last = null;
        foreach (Match match in CorrectOption().Matches(text))
            last = match;
        if (last is not null)
            return text[(last.Index + last.Length)..];
        return LeadIn().Match(text) is { Success: true } opening ? text[opening.Length..] : text;
    }

    // Whether a second letter, or an "or", stands beside the first.
    private static bool IsHedged(string text)
    {
        if (Hedged().Match(text) is not { Success: true } hedge)
            return false;
        if (hedge.Groups["word"].Success || hedge.Groups["joint"].Success)
            return true;
        var next = text.AsSpan(hedge.Index + hedge.Length);
        var isSentence = next is [' ', >= 'a' and <= 'z', ..] && !next.StartsWith(" or ", StringComparison.Ordinal)
            && !next.StartsWith(" and ", StringComparison.Ordinal);
        return hedge.Groups["second"].Value switch
        {
            "I" => next is not [' ' or '\'' or '\u2019', ..],
            "A" => !isSentence,
            _ => !(isSentence && hedge.Groups["stop"].Success),
        };
    }

    private static char Letter(Match match) => char.ToUpperInvariant(match.Groups["letter"].Value[0]);

    [GeneratedRegex(@"\\(text|math)\w*\s*\{|[{}]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TextCommand();

    // The whole text is a letter, whatever it is wrapped in.
    [GeneratedRegex(
        @"\A[\s*_$()\[\]{}:""'`\u201C\u2018]*(\\text(bf)?\s*\{\s*)?[(\s]*(?<letter>[A-Za-z])[\s*_$()\[\]{}.:,!""'`\u201D\u2019]*\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Alone();

    // "B) text", "(B) text", "B. text", "B: text", "Option B", and "B" before a sentence goes on.
    [GeneratedRegex(
        @"\A[\s*_:""'`\u201C]*(option\s+|choice\s+|Option\s+|Choice\s+)?"
        + @"(\((?<letter>[A-Z])\)|(?<letter>[A-Z])[).:]|(?<letter>[B-HJ-Z])(?=[\s,*;!""'`\u201D]|\z))",
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

    // "B or", "B (or possibly C)", "B and maybe C", "B, C", "B. C"
    [GeneratedRegex(
        @"\A[\s*_:(""']*([Oo]ption\s+|[Cc]hoice\s+)?[A-Z][):*""']*(?<stop>[.!?])?[):*""']*[\s,/&*(;?+\u2013\u2014-]+"
        + @"((?<word>[Oo]r\b)|(?<joint>((and|And|maybe|Maybe|perhaps|Perhaps|possibly|Possibly|also|alternatively|even|either|then|could\s+be|might\s+be)"
        + @"[\s,]+)+\(?([Oo]ption\s+|[Cc]hoice\s+)?[B-HJ-Z]\b)|(((and|And|maybe|Maybe|perhaps|Perhaps|possibly|Possibly|also)[\s,]+)*"
        + @"\(?([Oo]ption\s+|[Cc]hoice\s+)?(?<second>[A-Z])\b))",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Hedged();

    // "I think", "I'd go with", "It's"
    [GeneratedRegex(
        @"\A[\s*]*((so|thus|therefore|hence|well|ok|okay)\s*,?\s+)?(I\s+(would\s+)?(think|believe|guess|choose|pick|select|say|go\s+(with|for))"
        + @"|I['\u2019]d\s+(choose|pick|select|say|go\s+(with|for)))(\s+that)?\s+((it['\u2019]s|it\s+is)\s+)?(the\s+answer\s+is\s+)?"
        + @"|\A[\s*]*((so|thus|therefore|hence)\s*,?\s+)?(it['\u2019]s|it\s+is|it\s+must\s+be|it\s+should\s+be)\s+",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex LeadIn();

    [GeneratedRegex(
        @"\b(correct|right|best)\s+(option|choice|letter)\s*(is\b|:|would\s+be\b)\s*:?\s*",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex CorrectOption();
}
