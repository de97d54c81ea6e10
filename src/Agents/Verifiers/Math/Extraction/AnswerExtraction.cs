using System.Text.RegularExpressions;
using Rlar.Agents.Verifiers.Answers;

namespace Rlar.Agents.Verifiers.Mathematics.Extraction;

/// <summary>
/// Finds the answer of a completion. The last mark decides: a box (boxes that a sentence joins are one), "the answer is", "####" or an
/// answer tag. What the last box holds is the answer even where it does not read: an earlier formula is never graded in its place. Without a
/// mark the text itself, where it is nothing but an answer, and else its last formula or number. What stands in a thinking section is no answer.
/// </summary>
internal static partial class AnswerExtraction
{
    // A completion of a megabyte has its answer at its end.
    private const int LongestTail = 20_000;

    private const int LongestWords = 80;

    /// <summary>The candidates, best first: the first that reads is the answer.</summary>
    internal static IEnumerable<ExtractedAnswer> Of(string completion, ExtractionTargets targets)
    {
        if (ThinkingSection.Answer(completion) is not { } visible)
            yield break;
        var text = Dollars.Escape(Tail(WithoutControl(visible)));
        var box = targets.HasFlag(ExtractionTargets.Latex) ? BoxedAnswer.Last(text) : null;
        foreach (var (start, region) in Marks(text))
        {
            if (box is { } later && later.Start >= start)
                break;
            if (Phrases.Read(region, targets) is { } answer)
            {
                yield return answer;
                yield break;
            }
        }

        if (box is { } last)
        {
            yield return new ExtractedAnswer(last.Content + Suffixes.Behind(text, last.End), AnswerSource.Box, false);
            yield break;
        }

        foreach (var candidate in Unmarked(text, targets))
            yield return candidate;
    }

    /// <summary>How a text that is nothing but an answer reads: in prose, unless it has commands and no dollar signs.</summary>
    internal static ExtractedAnswer Whole(string text)
    {
        var trimmed = text.Trim();
        return new ExtractedAnswer(trimmed, AnswerSource.Whole, trimmed.Contains('$', StringComparison.Ordinal) || !trimmed.Contains('\\', StringComparison.Ordinal) || HasDelimiters(trimmed));
    }

    private static bool HasDelimiters(string text) => text.Contains("\\(", StringComparison.Ordinal) || text.Contains("\\[", StringComparison.Ordinal);

    private static IEnumerable<ExtractedAnswer> Unmarked(string text, ExtractionTargets targets)
    {
        var trimmed = text.Trim().Trim('*').Trim();
        if (trimmed.Length == 0)
            yield break;
        if (trimmed.Length <= 400 && (targets.HasFlag(ExtractionTargets.Plain) || HasDelimiters(trimmed) || trimmed.Contains('$', StringComparison.Ordinal)))
            yield return Whole(trimmed);
        if (Segments.Last(trimmed, targets) is { } segment)
            yield return segment;
        else if (trimmed.Length <= LongestWords && targets.HasFlag(ExtractionTargets.Plain))
            yield return Whole(trimmed);
    }

    private static string Tail(string text) => text.Length <= LongestTail ? text : text[^LongestTail..];

    // <|im_end|> and what a model wrote after it
    private static string WithoutControl(string text)
    {
        var control = Control().Match(text);
        return control.Success ? text[..control.Index] : text;
    }

    /// <summary>Every mark with what follows it, the last first.</summary>
    private static IEnumerable<(int Start, string Region)> Marks(string text)
    {
        var marks = Phrase().Matches(text);
        var tag = AnswerTag.Last(text);
        for (var i = marks.Count - 1; i >= 0; i--)
        {
            if (tag is { } found && found.Start > marks[i].Index)
            {
                yield return (found.Start, found.Text);
                tag = null;
            }

            yield return (marks[i].Index, text[(marks[i].Index + marks[i].Length)..]);
        }

        if (tag is { } only)
            yield return (only.Start, only.Text);
    }

    [GeneratedRegex(@"<\|[a-z_]+\|>|<end_of_turn>|</s>|\[/?INST\]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Control();

    [GeneratedRegex(
        @"####|\b(final\s+)?answer(\s+(is|are|equals)\b|\s*[:=]|\s*\*\*\s*:|\s*:\s*\*\*)\s*[:=]?|\bfinal\s+answer\b\W{0,6}|^\s*\**A\**\s*:",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Phrase();
}
