using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Answers;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>Tells the answer of a reasoning model from its thinking, under every name that models give the section.</summary>
public static partial class ThinkingSection
{
    private static readonly LinearPattern s_tag = new(Tag());
    /// <summary>
    /// What follows the last closing tag (<c>&lt;/think&gt;</c>); the whole text where there is no thinking; null where the thinking was
    /// never closed or nothing follows it: an answer inside the thinking is no answer.
    /// </summary>
    /// <param name="text">The completion.</param>
    public static string? Answer(string text)
    {
        // Backwards, because only the last tag counts: a megabyte of tags is no more work than one.
        for (var at = LastOpening(text, text.Length); at >= 0; at = LastOpening(text, at))
        {
            if (s_tag.Match(text, at, Math.Min(LongestTag, text.Length - at)) is not { Success: true } tag)
                continue;
            var rest = text.AsSpan(at + tag.Length);
            return tag.Groups["close"].Success && !rest.IsWhiteSpace() ? rest.ToString() : null;
        }

        return text;
    }

    private const int LongestTag = 40;

    // The last place before another where a tag may begin.
    private static int LastOpening(string text, int before)
    {
        while (before > 0)
        {
            before = text.AsSpan(0, before).LastIndexOfAny('<', '[', '\u25C1');
            if (before < 0 || before + 1 < text.Length && (char.IsAsciiLetter(text[before + 1]) || text[before + 1] is '/' or '|' or ' ' or '\n'))
                return before;
        }

        return -1;
    }

    // Most models', Magistral's, Kimi's, and the names of OpenThinker and its kind.
    private const string AngleTag = @"<\s*(?<close>/)?\s*(think|thinking|thought|thoughts|reasoning|scratchpad|reflection|analysis)\s*>";
    private const string SquareTag = @"\[\s*(?<close>/)?\s*(THINK|THINKING)\s*\]";
    private const string TriangleTag = @"\u25C1(?<close>/)?think\u25B7";
    private const string BarTag = @"<\|(begin_of_thought|thinking)\|>|(?<close><\|(end_of_thought|begin_of_solution)\|>)";

    [GeneratedRegex(
        @"\A(" + AngleTag + "|" + SquareTag + "|" + TriangleTag + "|" + BarTag + ")",
        PatternOptions.AnyCase)]
    private static partial Regex Tag();
}
