using System.Buffers;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Answers;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// The part of a completion in which it commits to an answer. After the thinking, the last mark decides: <c>\boxed{...}</c>,
/// <c>#### ...</c>, <c>&lt;answer&gt;...&lt;/answer&gt;</c>, "the (final) answer is ...", "answer: ...", "A: ..." at the start of a line.
/// Whatever kind it is of, a later mark revises an earlier one. What is marked runs to the end of its box, its tag or its line; a mark with
/// nothing after it on its line marks the next line that holds something. "The answer is not ..." marks nothing, and takes back what it
/// repeats. Tokens that end a turn, and a closing courtesy ("I hope this helps!"), are no part of an answer.
/// </summary>
/// <param name="Text">The answer's text.</param>
/// <param name="IsMarked">False where there was no mark and the text is all that follows the thinking.</param>
/// <param name="IsBoxed">Whether the mark is a box, which holds an answer and no sentence.</param>
public readonly partial record struct FinalAnswer(string Text, bool IsMarked, bool IsBoxed = false)
{
    private static readonly LinearPattern s_phrase = new(Phrase());
    private static readonly HashSet<string> s_praise = new(StringComparer.OrdinalIgnoreCase) { "helpful", "useful", "clear", "correct", "right" };

    // No phrase is without one of them.
    private static readonly SearchValues<string> s_signs = SearchValues.Create(["####", "answer", ":"], StringComparison.OrdinalIgnoreCase);

    // "The answer is not given" answers that there is none.
    private static readonly HashSet<string> s_unanswered = new(StringComparer.OrdinalIgnoreCase)
    {
        "enough", "sufficient", "given", "known", "possible", "applicable", "mentioned", "specified", "provided", "stated", "defined", "available",
        "determinable",
    };

    /// <summary>Reads a completion; null where the thinking was never closed or nothing follows it.</summary>
    /// <param name="completion">The completion.</param>
    public static FinalAnswer? Of(string completion)
    {
        if (ThinkingSection.Answer(completion) is not { } said || ToolTurns.Without(said) is not { } whole)
            return null;
        var text = AnswerText.WithoutClosing(whole);
        var (answer, at, denied) = LastPhrase(text);
        if (AnswerTag.Last(text) is { } tag && tag.Start > at)
            (answer, at) = (tag.Text, tag.Start);
        var isBoxed = false;
        if (BoxedAnswer.Last(text) is { } box && box.End > at)
            (answer, at, isBoxed) = (box.Content, box.Start, true);
        if (at < 0)
            return new FinalAnswer(text.Trim(), false);
        var isTakenBack = denied > at && Repeats(AnswerText.LineFrom(text, denied), answer);
        return new FinalAnswer(isTakenBack ? "" : answer.Trim(), true, isBoxed);
    }

    /// <summary>The last phrase that marks an answer, and after it, where it follows, the last one that denies one.</summary>
    private static (string Text, int Start, int Denied) LastPhrase(string text)
    {
        Match? last = null;
        var denied = -1;
        if (!text.AsSpan().ContainsAny(s_signs))
            return ("", -1, -1);
        foreach (Match match in s_phrase.Matches(text))
        {
            var end = match.Index + match.Length;
            if (IsAside(text, match.Index, end))
                continue;
            if (match.Groups["not"].Success && !s_unanswered.Contains(WordAt(text, end)))
                denied = end;
            else
                last = match;
        }

        if (last is null)
            return ("", -1, denied);
        var start = last.Groups["not"] is { Success: true } not ? not.Index + "is".Length : last.Index + last.Length;
        return (AnswerText.LineFrom(text, start), last.Index, denied);
    }

    // "This answer is correct" is about an answer, and is none.
    private static bool IsAside(string text, int start, int end)
    {
        const int longest = 6;
        var before = text.AsSpan(Math.Max(0, start - longest), Math.Min(start, longest)).TrimEnd();
        return (before.EndsWith("this", StringComparison.OrdinalIgnoreCase) || before.EndsWith("that", StringComparison.OrdinalIgnoreCase)
                || before.EndsWith("my", StringComparison.OrdinalIgnoreCase))
            && s_praise.Contains(WordAt(text, end));
    }

    private static string WordAt(string text, int at)
    {
        const int longest = 40;
        var rest = text.AsSpan(at, Math.Min(longest, text.Length - at)).TrimStart();
        var end = 0;
        while (end < rest.Length && char.IsAsciiLetter(rest[end]))
            end++;
        return rest[..end].ToString();
    }

    // Whether what is denied is what was answered, or a part of it, or holds it.
    private static bool Repeats(string denied, string answer)
    {
        const int longest = 200;
        if (answer.Length > longest)
            return false;
        var given = $" {TextNormalization.Normalize(answer)} ";
        var taken = $" {TextNormalization.Normalize(denied[..Math.Min(longest, denied.Length)])} ";
        return taken.Contains(given, StringComparison.Ordinal) || given.Contains(taken, StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"####|\b(final\s+)?answer\s*((?<not>is\s+not|isn['\u2019]?t)\b|(is\b|:|\*\*\s*:)[^\S\n]*:?)|^\s*\**A\**\s*:",
        PatternOptions.AnyCase | RegexOptions.Multiline)]
    private static partial Regex Phrase();
}
