using System.Buffers;
using System.Numerics;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Denials;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Answers;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// The letter that a completion chooses: in its marked answer, alone, in front of an option's text, or as the only letter in brackets. Two
/// letters are no choice, and neither is a letter that the answer calls wrong; the article "A" and the pronoun "I" are no letters.
/// </summary>
internal static partial class ChoiceLetter
{
    /// <summary>The letters of a question without others.</summary>
    public const string Usual = "ABCDEFGHIJ";

    private const int LongestRead = 100_000;
    private const int LongestRevision = 60;
    private const int LongestLetter = 24;
    private static readonly LinearPattern s_secondThought = new(SecondThought());
    private static readonly LinearPattern s_bound = new(Bound());
    private static readonly LinearPattern s_concluding = new(Concluding());
    private static readonly LinearPattern s_condition = new(Condition());
    private static readonly LinearPattern s_elsewhere = new(Elsewhere());
    private static readonly LinearPattern s_word = new(Word());

    // No correct option is named without one of them.
    private static readonly SearchValues<string> s_optionWords = SearchValues.Create(
        ["option", "choice", "letter", "pick", "selection", "one", "answer", "correct", "solution", "key", "ans"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The letter that a reference is, in whatever it is wrapped, or begins with; null for other references.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="letters">The letters that may be chosen.</param>
    public static char? OfReference(string reference, string letters)
    {
        if (LoneLetters.Only(reference) is { } alone)
            return letters.Contains(alone, StringComparison.Ordinal) ? alone : null;
        var match = Leading().Match(reference);
        return match.Success && letters.Contains(Letter(match), StringComparison.Ordinal) ? Letter(match) : null;
    }

    /// <summary>The letter that a text is and nothing else, in whatever it is wrapped; null for other texts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="letters">The letters that may be chosen.</param>
    public static char? Alone(ReadOnlySpan<char> text, string letters) =>
        LoneLetters.Only(text) is { } alone && letters.Contains(alone, StringComparison.Ordinal) ? alone : null;

    /// <summary>Whether a text names a letter that can only be a choice: a capital alone that is no article and no pronoun.</summary>
    /// <param name="text">The text.</param>
    /// <param name="letters">The letters that may be chosen.</param>
    public static bool AreNamed(string text, string letters)
    {
        for (var at = LoneLetters.NextCapital(text, 0); at >= 0; at = LoneLetters.NextCapital(text, at + 1))
        {
            if (at > 0 && text[at - 1] is not ('(' or '*' or '"' or '\'' or '[' or '$') && !char.IsWhiteSpace(text[at - 1]))
                continue;
            var letter = text[at];
            var next = at + 1 < text.Length ? text[at + 1] : '.';
            if (letters.Contains(letter, StringComparison.Ordinal) && !char.IsLetterOrDigit(next) && !(letter is 'A' or 'I' && next is ' ' or '\'' or '\u2019'))
                return true;
        }

        return false;
    }

    /// <summary>An answer without the LaTeX around its letters; of a long one the end.</summary>
    /// <param name="text">The answer.</param>
    public static string Plain(string text)
    {
        text = text.Length <= LongestRead ? text : text[^LongestRead..];
        return text.AsSpan().IndexOfAny('\\', '{', '}') < 0 ? text : TextCommand().Replace(text, " ");
    }

    /// <summary>The letter that an answer chooses, or null.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="letters">The letters that may be chosen.</param>
    public static char? Of(FinalAnswer answer, string letters)
    {
        // A sentence may go on after a marked letter; further than this it is not read.
        var text = Plain(answer.Text);
        if (Alone(text, letters) is { } alone)
            return alone;
        if (LoneLetters.End(text) && Revised(text, letters) is { } revised)
            return revised;
        return Read(text, answer.IsMarked, letters) is { } letter && letters.Contains(letter, StringComparison.Ordinal) && !ChoiceDenials.Deny(text, letter)
            ? letter
            : null;
    }

    // "A. Wait, B": what follows the last second thought, where it is a letter.
    private static char? Revised(string text, string letters)
    {
        var from = Math.Max(0, text.Length - (2 * LongestRevision));
        var end = -1;
        foreach (var match in s_secondThought.EnumerateMatches(text.AsSpan(from)))
            end = from + match.Index + match.Length;
        return end < 0 || text.Length - end > LongestRevision || text.Length == end
            ? null
            : Alone(text.AsSpan(end + LeadIn().Match(text[end..]).Length), letters);
    }

    private static char? Read(string text, bool isMarked, string letters)
    {
        if (OnItsLine(text, letters) is { } line)
            return line;
        var named = LoneLetters.Named(text) & LoneLetters.Bits(letters);
        var choices = BitOperations.PopCount(named);
        var said = AfterLeadIn(text, ref isMarked);
        if (said.Length < text.Length && (isMarked || choices <= 1) && Alone(said, letters) is { } last)
            return last;
        if (Leading().Match(said) is { Success: true } leading
            && letters.Contains(Letter(leading), StringComparison.Ordinal) && !IsHedged(said) && !IsBound(said.AsSpan(leading.Length)))
        {
            if (choices <= 1 || isMarked || char.IsPunctuation(leading.Value[^1]))
                return Letter(leading);
        }

        if (LoneLetters.AreDescribed(text) && Praised().Matches(text) is [var praised] && letters.Contains(Letter(praised), StringComparison.Ordinal))
            return Letter(praised);
        if (OnItsOwnAtTheEnd(text, letters) is { } ending && !isMarked)
            return ending;
        return choices == 1 && !IsHedged(said) && !s_condition.IsMatch(said) && !s_elsewhere.IsMatch(text) ? LoneLetters.First(named) : null;
    }

    // "... D is close. B!": behind sentences, not behind other letters.
    private static char? OnItsOwnAtTheEnd(string text, string letters)
    {
        var tail = text.AsSpan(Math.Max(0, text.Length - LongestLetter)).TrimEnd();
        var cut = tail[..Math.Max(0, tail.Length - 2)].LastIndexOfAny(".!?:");
        return cut >= 0 && cut + 1 < tail.Length && char.IsWhiteSpace(tail[cut + 1]) && s_word.IsMatch(text)
            ? Alone(tail[(cut + 1)..], letters) : null;
    }

    // A letter alone on the first or the last line, and on no other line another.
    private static char? OnItsLine(string text, string letters)
    {
        if (!text.Contains('\n', StringComparison.Ordinal) || text.Contains("[x]", StringComparison.OrdinalIgnoreCase))
            return null;
        char? found = null;
        var (isFirst, isLast) = (true, false);
        var isEdge = false;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (line.IsEmpty)
                continue;
            var alone = line.Length <= LongestLetter ? Alone(line, letters) : null;
            isLast = alone is not null && (found ??= alone) == alone;
            if (!isLast && alone is not null)
                return null;
            isEdge |= isFirst && isLast;
            isFirst = false;
        }

        return isEdge || isLast ? found : null;
    }

    // What follows "I think", "it's" at the start, or the last "the correct option is", "so", "that leaves", "I choose" before a letter.
    private static string AfterLeadIn(string text, ref bool isMarked)
    {
        var end = -1;
        if (text.AsSpan().ContainsAny(s_optionWords))
        {
            foreach (var match in CorrectOption().EnumerateMatches(text))
                end = match.Index + match.Length;
        }

        if (end < 0)
        {
            end = AfterConclusion(text);
            isMarked |= end >= 0;
        }

        if (end >= 0)
            text = text[end..];
        return text[LeadIn().Match(text).Length..];
    }

    // The last letter that a conclusion leads to, from the end of the text, as letters that stand alone are few; -1 where there is none.
    private static int AfterConclusion(string text)
    {
        for (var at = text.AsSpan().LastIndexOfAnyInRange('A', 'Z'); at >= 0; at = text.AsSpan(0, at).LastIndexOfAnyInRange('A', 'Z'))
        {
            if ((at > 0 && char.IsLetterOrDigit(text[at - 1])) || (at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1])))
                continue;
            var from = Math.Max(0, at - LongestRevision);
            if (LoneLetters.FollowsCue(text.AsSpan(from, at - from)) && s_concluding.Match(text, from, at - from) is { Success: true } cue
                && Leading().IsMatch(text.AsSpan(cue.Index + cue.Groups["cue"].Length, Math.Min(LongestRevision,
                    text.Length - cue.Index - cue.Groups["cue"].Length))))
                return cue.Index + cue.Groups["cue"].Length;
        }

        return -1;
    }

    // "B if it is big", "B minus", "B+": the letter is not what is chosen, or not without a condition.
    private static bool IsBound(ReadOnlySpan<char> after) => s_bound.IsMatch(after[..Math.Min(after.Length, LongestRevision)]);

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

    // "B) text", "(B) text", "B. text", "B: text", "Option B", "b) text", and "B" before a sentence goes on.
    [GeneratedRegex(
        @"\A[\s*_:""'`\u201C]*(([Oo]ption|[Cc]hoice|[Ll]etter|[Aa]nswer)\s+\(?(?<letter>[A-Za-z])(?![A-Za-z0-9'\u2019])\)?"
        + @"|\((?<letter>[A-Za-z])\)|(?<letter>[A-Z])[).:]|(?<letter>[a-z])([):]|\.(?=\s))|(?<letter>[B-HJ-Z])(?=[\s,*;!?""'`\u201D]|\z))",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Leading();

    [GeneratedRegex(
        @"\A[)*]*\s*(,\s*)?((only\s+)?(if|when|unless|assuming|provided|depending)\s+([^I\s]|I[a-z])|(minus|plus|flat|sharp|prime)\b|[+#]|-\s*\z"
        + @"|-[A-Za-z0-9]|['\u2019][A-Za-z]"
        + @"|\?+\s*([Nn]o|[Nn]ot|[Nn]ope|[Ww]rong|[Ff]alse|[Nn]ah)\b|[^A-Za-z]+(\s*\b([Aa]lternatively|[Tt]hen\s+again|[Aa]gain|[Oo]therwise|[Ee]lse"
        + @"|[Mm]aybe|[Pp]erhaps|[Pp]ossibly|[Oo]r|[Aa]lso)\b[,\s]*)*[\s(*]*[A-Z]\W*\z)",
        PatternOptions.Exact)]
    private static partial Regex Bound();

    [GeneratedRegex(@"[a-z]{4}", PatternOptions.Exact)]
    private static partial Regex Word();

    // A letter that names something else than a choice.
    [GeneratedRegex(
        @"\b(in|see|by|from|statement|figure|fig\.|section|equation|eq\.|group|part|step|case|type|appendix|table|class|column|row|point|claim|premise"
        + @"|condition)\s+\([A-Z]\)",
        PatternOptions.AnyCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\A[^.!?\n]*\b(if|unless|assuming|provided|depending)\s+([^I\s]|I[a-z])", PatternOptions.Exact)]
    private static partial Regex Condition();

    [GeneratedRegex(
        @"\b(wait|actually|hmm|correction|scratch\s+that|sorry|on\s+second\s+thought|on\s+reflection|rather|i\s+mean|no|then\s+again|alternatively"
        + @"|but\s+(really|in\s+fact|(it['\u2019]s|it\s+is|the\s+((correct|right|real|actual)\s+)?answer\s+is)(\s+(really|actually))?))\b"
        + @"[\s,.:;!\u2026\u2014-]*((no|wait|actually|it['\u2019]s|it\s+is|make\s+that|i\s+mean|the\s+answer\s+is|it\s+should\s+be"
        + @"|it\s+must\s+be)[\s,.:;!\u2026\u2014-]+)*",
        PatternOptions.AnyCase)]
    private static partial Regex SecondThought();

    // "so B", "that leaves us with B", "I chose B"
    [GeneratedRegex(
        @"(?<cue>(\A\s*(choose|pick|select)\b|[,.;:]\s+(it['\u2019]s|it\s+is)\b|\bi\.e\.|\b(so|but|namely|thus|therefore|hence|accordingly"
        + @"|consequently|leaves|leaving|left\s+with|conclude|conclusion"
        + @"|(I|we)\s*((would|will|am|are|['\u2019](d|ll|m|re))\s+)?(choose|chose|pick|picked|select|selected|(go|went|going)\s+(with|for)|say|said"
        + @"|guess|guessed|opt(ed)?\s+for))\b)"
        + @"([\s,:]*\b(I\s*((would|will|['\u2019]d|['\u2019]ll)\s+)?(choose|pick|select|go\s+with|say)|it['\u2019]s|it\s+is|it\s+must\s+be"
        + @"|it\s+has\s+to\s+be|the\s+answer\s+is|that|is|only|us|me|with|just|the|must\s+be|my|final|correct|right)\b)*[\s,:]+)(((option|choice"
        + @"|letter|answer)\s+)?[\s*_:""'`\u201C(]*)\z",
        PatternOptions.AnyCase)]
    private static partial Regex Concluding();

    // "because B is valid"
    [GeneratedRegex(
        @"\b(?<letter>[A-Z])\)?\s+(is|must\s+be|has\s+to\s+be)\s+(the\s+|my\s+)?((only|final|correct|right|best)\s+)?(valid|correct|right|true|best"
        + @"|answer|choice|option|one)\b",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Praised();

    // "B or", "B (or possibly C)", "B and maybe C", "B, C", "B. C"
    [GeneratedRegex(
        @"\A[\s*_:(""']*([Oo]ption\s+|[Cc]hoice\s+)?[A-Z][):*""']*(?<stop>[.!?])?[):*""']*[\s,/&*(;?+\u2013\u2014-]+"
        + @"((?<word>[Oo]r\b)|(?<joint>((and|And|maybe|Maybe|perhaps|Perhaps|possibly|Possibly|also|alternatively|even|either|then|[Ww]ait|[Aa]ctually"
        + @"|[Nn]o|[Hh]mm|could\s+be|might\s+be)"
        + @"[\s,]+)+\(?([Oo]ption\s+|[Cc]hoice\s+)?[B-HJ-Z]\b)|(((and|And|maybe|Maybe|perhaps|Perhaps|possibly|Possibly|also)[\s,]+)*"
        + @"\(?([Oo]ption\s+|[Cc]hoice\s+)?(?<second>[A-Z])\b))",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Hedged();

    // "I think", "I'd go with", "It's", "obviously it's", "most likely"
    [GeneratedRegex(
        @"\A[\s*]*((so|thus|therefore|hence|well|ok|okay|hmm|(most\s+)?(likely|probably)|definitely|clearly|certainly|obviously|surely|indeed|simply"
        + @"|just)\s*,?\s+)*"
        + @"((I\s+(would\s+)?(think|believe|guess|choose|pick|select|say|go\s+(with|for))"
        + @"|I['\u2019]d\s+(choose|pick|select|say|go\s+(with|for)))(\s+that)?\s+((it['\u2019]s|it\s+is)\s+)?(the\s+answer\s+is\s+)?"
        + @"|(it|that|this)(['\u2019]s|\s+is|\s+(must|should|has\s+to|would)\s+be)\s+)?",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex LeadIn();

    [GeneratedRegex(
        @"\b((correct|right|best|my|final|remaining|only)\s+(option|choice|letter|pick|selection|one)(\s+left)?\s*(is\b|:|(would|should|must)\s+be\b)"
        + @"|answer\s+((seems|appears)\s+to|should|must|would|has\s+to|ought\s+to)\s+be\b"
        + @"|(correct|solution|option|choice|selection|key|ans|final\s+answer|answer)\s*(:|=|\s[-\u2013\u2014]\s)|\bans\.)\s*:?\s*",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex CorrectOption();
}
