using System.Buffers;
using System.Collections.Frozen;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>
/// Finds letters that stand alone by going through a text once, without a pattern: most completions hold none, or one that is all they say, and
/// need no further reading.
/// </summary>
internal static class LoneLetters
{
    private static readonly SearchValues<char> s_before = SearchValues.Create(" \t\r\n*_$()[]{}<:\"'`\u201C\u2018");
    private static readonly SearchValues<char> s_after = SearchValues.Create(" \t\r\n*_$()[]{}>.:,!?\"'`\u201D\u2019");
    private static readonly SearchValues<char> s_joints = SearchValues.Create(" \t\r\n*_:\"'`\u201C(,;");
    private static readonly SearchValues<string> s_nouns = SearchValues.Create(["ption", "hoice"], StringComparison.Ordinal);

    /// <summary>The letter that a text is and nothing else, in whatever it is wrapped: emphasis, brackets, quotes, a bullet, <c>\text{}</c>.</summary>
    internal static char? Only(ReadOnlySpan<char> text)
    {
        var at = PastBlanks(text, 0);
        if (at + 1 < text.Length && text[at] is '-' or '\u2022' or '>' && char.IsWhiteSpace(text[at + 1]))
            at++;
        while (at < text.Length && (s_before.Contains(text[at]) || char.IsWhiteSpace(text[at])))
            at++;
        if (at < text.Length && text[at] == '\\')
            at = PastCommand(text, at);
        if (at < 0 || at >= text.Length || !char.IsAsciiLetter(text[at]))
            return null;
        var letter = text[at++];
        while (at < text.Length && (s_after.Contains(text[at]) || char.IsWhiteSpace(text[at])))
            at++;
        return at == text.Length ? char.ToUpperInvariant(letter) : null;
    }

    /// <summary>Whether a text ends in a letter alone, but for what may close it.</summary>
    internal static bool End(ReadOnlySpan<char> text)
    {
        var at = text.Length - 1;
        while (at >= 0 && (s_after.Contains(text[at]) || char.IsWhiteSpace(text[at])))
            at--;
        return at >= 0 && char.IsAsciiLetter(text[at]) && (at == 0 || !IsWordPart(text[at - 1]));
    }

    /// <summary>Which letters A to Z stand in brackets or after "option" or "choice", as bits: they can only be choices.</summary>
    internal static uint Named(string text)
    {
        var named = 0u;
        for (var at = text.IndexOf('('); at >= 0 && at + 2 < text.Length; at = text.IndexOf('(', at + 1))
        {
            if (char.IsAsciiLetterUpper(text[at + 1]) && text[at + 2] == ')')
                named |= Bit(text[at + 1]);
        }

        for (var from = 0; text.AsSpan(from).IndexOfAny(s_nouns) is var next and >= 0;)
        {
            var noun = from + next;
            from = noun + "ption".Length;
            if (noun == 0 || !(text[noun] == 'p' ? text[noun - 1] is 'o' or 'O' : text[noun - 1] is 'c' or 'C') || (noun > 1 && IsWordPart(text[noun - 2])))
                continue;
            var at = PastBlanks(text, from);
            if (at == from)
                continue;
            while (at < text.Length && text[at] is '(' or '*' or '"' or '[' or '$')
                at++;
            if (at < text.Length && char.IsAsciiLetterUpper(text[at]) && (at + 1 == text.Length || !IsWordPart(text[at + 1])))
                named |= Bit(text[at]);
        }

        return named;
    }

    /// <summary>The letters that may be chosen, as bits.</summary>
    internal static uint Bits(string letters)
    {
        var bits = 0u;
        foreach (var letter in letters)
            bits |= char.IsAsciiLetterUpper(letter) ? Bit(letter) : 0;
        return bits;
    }

    /// <summary>The letter of the lowest bit.</summary>
    internal static char First(uint bits) => (char)('A' + uint.TrailingZeroCount(bits));

    /// <summary>Whether a capital alone is called something: "B is ...", "(B) must be ...".</summary>
    internal static bool AreDescribed(string text)
    {
        for (var at = NextCapital(text, 0); at >= 0; at = NextCapital(text, at + 1))
        {
            if ((at > 0 && IsWordPart(text[at - 1])) || at + 3 >= text.Length)
                continue;
            var verb = at + (text[at + 1] == ')' ? 2 : 1);
            if (char.IsWhiteSpace(text[verb]) && PastBlanks(text, verb) is var word && word < text.Length && text[word] is 'i' or 'm' or 'h')
                return true;
        }

        return false;
    }

    /// <summary>The next capital from a place on; -1 for none.</summary>
    internal static int NextCapital(string text, int from)
    {
        var next = text.AsSpan(Math.Min(from, text.Length)).IndexOfAnyInRange('A', 'Z');
        return next < 0 ? -1 : from + next;
    }

    /// <summary>Whether the word before a letter is one that leads to it.</summary>
    internal static bool FollowsCue(ReadOnlySpan<char> before)
    {
        var end = before.Length;
        while (end > 0 && (s_joints.Contains(before[end - 1]) || char.IsWhiteSpace(before[end - 1])))
            end--;
        var start = end;
        while (start > 0 && (char.IsLetter(before[start - 1]) || before[start - 1] is '\'' or '\u2019'))
            start--;
        return (end > 0 && before[end - 1] == '.') || s_cues.GetAlternateLookup<ReadOnlySpan<char>>().Contains(before[start..end])
            || before[start..end].IndexOfAny('\'', '\u2019') >= 0;
    }

    private static readonly FrozenSet<string> s_cues = new[]
    {
        "so", "but", "namely", "thus", "therefore", "hence", "accordingly", "consequently", "leaves", "leaving", "with", "conclude", "conclusion", "choose",
        "chose", "pick", "picked", "select", "selected", "for", "say", "said", "guess", "guessed", "is", "that", "only", "us", "me", "just", "the", "be",
        "my", "final", "correct", "right", "option", "choice", "letter", "answer",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A letter, a digit or what else a word may hold.</summary>
    internal static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static uint Bit(char letter) => 1u << (letter - 'A');

    private static int PastBlanks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    // "\text{" and "\textbf{", with blanks and brackets behind; -1 for another command.
    private static int PastCommand(ReadOnlySpan<char> text, int at)
    {
        if (!text[at..].StartsWith("\\text", StringComparison.Ordinal))
            return -1;
        at += "\\text".Length;
        at = PastBlanks(text, text[at..].StartsWith("bf", StringComparison.Ordinal) ? at + "bf".Length : at);
        if (at >= text.Length || text[at] != '{')
            return -1;
        at++;
        while (at < text.Length && (text[at] == '(' || char.IsWhiteSpace(text[at])))
            at++;
        return at;
    }
}
