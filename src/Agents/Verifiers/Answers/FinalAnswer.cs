using System.Text.RegularExpressions;

namespace Rlar.Agents.Verifiers.Answers;

/// <summary>
/// The part of a completion in which it commits to an answer. After the thinking, the last mark decides: <c>\boxed{...}</c>,
/// <c>#### ...</c>, <c>&lt;answer&gt;...&lt;/answer&gt;</c>, "the (final) answer is ...", "answer: ...", "A: ..." at the start of a line.
/// Whatever kind it is of, a later mark revises an earlier one. What is marked runs to the end of its box, its tag or its line.
/// </summary>
/// <param name="Text">The answer's text.</param>
/// <param name="IsMarked">False where there was no mark and the text is all that follows the thinking.</param>
public readonly partial record struct FinalAnswer(string Text, bool IsMarked)
{
    /// <summary>Reads a completion; null where the thinking was never closed or nothing follows it.</summary>
    /// <param name="completion">The completion.</param>
    public static FinalAnswer? Of(string completion)
    {
        if (ThinkingSection.Answer(completion) is not { } text)
            return null;
        var (answer, at) = LastPhrase(text);
        if (AnswerTag.Last(text) is { } tag && tag.Start > at)
            (answer, at) = (tag.Text, tag.Start);
        if (BoxedAnswer.Last(text) is { } box && box.End > at)
            (answer, at) = (box.Content, box.Start);
        return at >= 0 ? new FinalAnswer(answer.Trim(), true) : new FinalAnswer(text.Trim(), false);
    }

    private static (string Text, int Start) LastPhrase(string text)
    {
        Match? last = null;
        foreach (Match match in Phrase().Matches(text))
            last = match;
        if (last is null)
            return ("", -1);
        var start = last.Index + last.Length;
        var end = text.IndexOf('\n', start);
        return (text[start..(end < 0 ? text.Length : end)], last.Index);
    }

    [GeneratedRegex(
        @"####|\b(final\s+)?answer\s*(is|:|\*\*\s*:|:\s*\*\*)\s*:?|^\s*\**A\**\s*:",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture
            | RegexOptions.CultureInvariant)]
    private static partial Regex Phrase();
}
