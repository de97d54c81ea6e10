using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Denials;
using Rlar.Rewards.Reading.Patterns;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// Finds the answer of a completion. The last mark decides: a box (boxes that a sentence joins are one), "the answer is", "####" or an
/// answer tag. What the last box holds is the answer even where it does not read: an earlier formula is never graded in its place.
/// Without a mark the text itself, where it is nothing but an answer, and else the last value of its last sentence that has one. What a
/// sentence denies, supposes, bounds or withdraws is no answer, nor is anything in a thinking section.
/// </summary>
internal static partial class AnswerExtraction
{
    private static readonly LinearPattern s_phrase = new(Phrase());
    private static readonly LinearPattern s_anyPhrase = new(AnyPhrase());
    private static readonly LinearPattern s_opening = new(Opening());
    private static readonly SearchValues<string> s_marks = SearchValues.Create(
        ["####", "answer", "antwort", "ergebnis", "respuesta", "resultado", "resposta", "risposta", "risultato", "antwoord", "odp", "cevap", "svar", "jawaban"],
        StringComparison.OrdinalIgnoreCase);

    // A completion of a megabyte has its answer at its end.
    private const int LongestTail = 20_000;

    // What is this far after a number is not about it.
    private const int LongestAfterthought = 1000;

    private const int LongestWords = 80;

    // A text that says "the answer is" more often than this has no answer before those.
    private const int MostMarks = 30;

    private const int LongestSentence = 600;

    /// <summary>The candidates, best first: the first that reads is the answer. A reference's box is taken at its word.</summary>
    internal static IEnumerable<ExtractedAnswer> Of(string completion, ExtractionTargets targets, bool isReference = false)
    {
        if (ThinkingSection.Answer(completion) is not { } said || ToolTurns.Without(said) is not { } visible)
            return [];
        var text = Dollars.Escape(Tail(Turns.First(visible)));
        var box = targets.HasFlag(ExtractionTargets.Latex) ? BoxedAnswer.Last(text) : null;
        foreach (var (start, from, end) in Marks(text))
        {
            if (box is { } later && later.Start >= start)
                break;
            if (Marked(text[..end], start, from, targets) is { } answer)
                return [answer];
        }

        if (box is not { } last)
            return Unmarked(text, targets);
        if (isReference)
            return [new ExtractedAnswer(last.Content + Suffixes.Behind(text, last.End), AnswerSource.Box, false)];
        return BoxContext.Read(text, last.Start, last.End, last.Content) is { } content
            ? [new ExtractedAnswer(content, AnswerSource.Box, false)]
            : Unboxed(text, last);
    }

    /// <summary>How a text that is nothing but an answer reads: in prose, unless it has commands and no dollar signs.</summary>
    internal static ExtractedAnswer Whole(string text)
    {
        var trimmed = text.Trim();
        var isProse = !trimmed.Contains('\\', StringComparison.Ordinal) || HasDelimiters(trimmed);
        return new ExtractedAnswer(trimmed, AnswerSource.Whole, isProse);
    }

    private static bool HasDelimiters(string text) => text.Contains('$', StringComparison.Ordinal)
        || text.Contains("\\(", StringComparison.Ordinal) || text.Contains("\\[", StringComparison.Ordinal);

    // The last box is denied: one before it may be meant, as in "\boxed{6}, not \boxed{5}".
    private static IEnumerable<ExtractedAnswer> Unboxed(string text, BoxedAnswer denied)
    {
        var before = text[..denied.Start];
        if (BoxedAnswer.Last(before) is { } earlier
            && BoxContext.Read(before, earlier.Start, earlier.End, earlier.Content) is { } content)
            yield return new ExtractedAnswer(content, AnswerSource.Box, false);
    }

    private static ExtractedAnswer? Marked(string text, int start, int from, ExtractionTargets targets)
    {
        if (IsSupposed(text, start))
            return null;
        var (sentence, end) = FormulaSentences.From(text, from, LongestSentence);
        var region = text[sentence..end];
        if (region.Contains("\\boxed", StringComparison.Ordinal))
            return null; // it says how the answer is to be given
        var next = text.AsSpan(Math.Min(end + 1, text.Length));
        if (end < text.Length && text[end] == '?' || ValueDenials.Withdraws(next) || ForeignMarks.Withdraw(next))
            return null;
        if (!text.AsSpan(start).StartsWith("####"))
            return ValueDenials.Negates(s_opening.Match(region).ValueSpan) ? null : Phrases.Read(region, targets);
        return Hashed(region.Split('\n')[0].Trim(), text.AsSpan(end), targets);
    }

    // Whether the sentence or line that has the mark only supposes it.
    private static bool IsSupposed(string text, int mark)
    {
        var last = Math.Max(0, mark - 1);
        var start = Math.Max(text.LastIndexOf('\n', last), text.LastIndexOf(". ", last, StringComparison.Ordinal)) + 1;
        return mark > start && ValueDenials.Supposes(text.AsSpan(start, mark - start));
    }

    // A heading of Markdown looks alike: the mark of GSM8K has the answer, the whole answer and no numbers after it.
    private static ExtractedAnswer? Hashed(string line, ReadOnlySpan<char> rest, ExtractionTargets targets)
    {
        if (rest.IndexOfAnyInRange('0', '9') >= 0)
            return null;
        var isWords = line.Length is > 0 and <= 40 && line.AsSpan().IndexOfAnyInRange('0', '9') < 0 && rest.IsWhiteSpace();
        return isWords || Phrases.Reads(line, targets) ? Whole(line) with { Source = AnswerSource.Phrase } : null;
    }

    private static IEnumerable<ExtractedAnswer> Unmarked(string text, ExtractionTargets targets)
    {
        var trimmed = text.Trim().Trim('*', '_').Trim();
        if (trimmed.Length == 0)
            yield break;
        var notation = trimmed.AsSpan().IndexOfAny('$', '\\') >= 0 ? ExtractionTargets.Latex : ExtractionTargets.Plain;
        if (trimmed.Length <= 400 && Dates.YearAt(trimmed, 0, trimmed.Length) is null && targets.HasFlag(notation))
            yield return Whole(trimmed);
        foreach (var (start, end) in FormulaSentences.Backwards(trimmed))
        {
            if (trimmed.Length - end > LongestAfterthought)
                break;
            // Headings, questions and what announces something tell no answer.
            if (trimmed[start] == '#' || trimmed[end - 1] == ':' || (end < trimmed.Length && trimmed[end] == '?'))
                continue;
            var sentence = trimmed[start..end];
            if ((Values.Last(Emphasis.Unbracketed(Emphasis.Without(sentence)), targets) ?? Emphasis.Of(sentence, targets)) is not { } value)
                continue;
            yield return value;
            yield break;
        }

        if (trimmed.Length <= LongestWords && targets == ExtractionTargets.All)
            yield return Whole(trimmed);
    }

    private static string Tail(string text) => text.Length <= LongestTail ? text : text[^LongestTail..];

    /// <summary>Every mark with the place after it, the last first.</summary>
    private static IEnumerable<(int Start, int From, int End)> Marks(string text)
    {
        var tag = AnswerTag.Last(text);
        if (!MayBeMarked(text))
        {
            if (tag is { } alone)
                yield return Tagged(text, alone);
            yield break;
        }

        var marks = (ForeignMarks.MayMark(text) ? s_anyPhrase : s_phrase).Matches(text);
        for (var i = marks.Count - 1; i >= Math.Max(0, marks.Count - MostMarks); i--)
        {
            if (tag is { } found && found.Start > marks[i].Index)
            {
                yield return Tagged(text, found);
                tag = null;
            }

            yield return (marks[i].Index, marks[i].Index + marks[i].Length, text.Length);
        }

        if (tag is { } only)
            yield return Tagged(text, only);
    }

    // Every mark has a colon, a word for an answer, or letters of another script: most texts without one are told at the price of a look.
    private static bool MayBeMarked(string text) =>
        text.Contains(':', StringComparison.Ordinal) || text.AsSpan().ContainsAny(s_marks) || !Ascii.IsValid(text);

    private static (int Start, int From, int End) Tagged(string text, (string Text, int Start) tag)
    {
        var from = text.IndexOf('>', tag.Start) + 1;
        return (tag.Start, from, from + tag.Text.Length);
    }

    // "the final answer is", "answer:", "**Answer**:"
    private const string AnswerIs = @"\b(final\s+)?answers?""?(\s+(is|are|equals)\b|\s*[:=]|\s*\*\*\s*:|\s*:\s*\*\*)\s*[:=]?";

    // "final answer" without a verb, and "A:"
    private const string AnswerHeading = @"\bfinal\s+answer\b[\s:*#]{0,8}|^\s*\**A\**\s*:";

    private const string AnswerLine = @"^[\s*#]*answer[\s*]*\n";

    [GeneratedRegex(
        "####|" + AnswerIs + "|" + AnswerHeading + "|" + AnswerLine,
        PatternOptions.AnyCase | RegexOptions.Multiline)]
    private static partial Regex Phrase();

    // in any language
    [GeneratedRegex(
        "####|" + AnswerIs + "|" + AnswerHeading + "|" + ForeignMarks.Pattern + "|" + AnswerLine,
        PatternOptions.AnyCase | RegexOptions.Multiline)]
    private static partial Regex AnyPhrase();

    [GeneratedRegex(@"\A[^\d$\\]{0,60}", PatternOptions.Exact)]
    private static partial Regex Opening();
}
