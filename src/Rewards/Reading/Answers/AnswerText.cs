using System.Buffers;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Answers;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>What belongs to an answer's text and what only surrounds it.</summary>
internal static partial class AnswerText
{
    private static readonly LinearPattern s_courtesy = new(Courtesy());
    // No courtesy is without one of them.
    private static readonly SearchValues<string> s_kind = SearchValues.Create(
        ["hope", "know", "free", "hesitate", "have", "need", "anything", "help"], StringComparison.OrdinalIgnoreCase);

    private const string TagEnd = "</answer>";
    private const int LongestCourtesy = 400;
    private const int MostCourtesies = 4;

    private static readonly SearchValues<char> s_markup = SearchValues.Create("*_:`$#[(\\ \t\r\n\u00A0");

    /// <summary>The text without the courtesies that end a message.</summary>
    /// <param name="text">What follows the thinking, without the tokens that end a turn.</param>
    public static string WithoutClosing(string text)
    {
        var end = text.Length;
        for (var i = 0; i < MostCourtesies; i++)
        {
            var from = Math.Max(0, end - LongestCourtesy);
            if (!text.AsSpan(from, end - from).ContainsAny(s_kind) || s_courtesy.Match(text[from..end]) is not { Success: true } courtesy)
                break;
            end = from + courtesy.Groups["said"].Index;
        }

        return end == text.Length ? text : text[..end];
    }

    /// <summary>The rest of a line, or, where it is empty, the next line that is not; never past the tag that closes an answer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the mark ends.</param>
    public static string LineFrom(string text, int start)
    {
        var close = text.IndexOf(TagEnd, start, StringComparison.OrdinalIgnoreCase);
        var limit = close < 0 ? text.Length : close;
        start = PastEmphasis(text, start);
        if (start >= limit)
            return "";
        var first = text.AsSpan(start, limit - start).IndexOfAnyExcept(s_markup);
        if (first > 0 && text.AsSpan(start, first).LastIndexOf('\n') is var lines and >= 0)
            start += lines + 1;
        var end = text.IndexOf('\n', start, limit - start);
        return text[start..(end < 0 ? limit : end)];
    }

    // "**Answer:** B": the asterisks close what is before.
    private static int PastEmphasis(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] is '*' or '_')
            end++;
        return end == text.Length || char.IsWhiteSpace(text[end]) ? end : at;
    }

    // One sentence at the end that offers help or hopes to have given it. It holds no digit, and so no number.
    [GeneratedRegex(
        @"(\A|[\s.!?,;)}\]*$""'])(?<said>("
        + @"(I\s+)?(really\s+|sincerely\s+|do\s+)?hope\s+(that\s+)?(this|that|it|these|my)\b[a-z'\u2019\s]*"
        + @"(help\w*|useful|clear\w*|clarif\w*|sense|question|assist\w*)\b[^.!?\n\d]*"
        + @"|(please\s+|just\s+|and\s+|feel\s+free\s+to\s+)*let\s+me\s+know\s+(if|whether|in\s+case|should|how)\b[^.!?\n\d]*"
        + @"|(please\s+)?(feel\s+free\s+to|don['\u2019]?t\s+hesitate\s+to)\s+(ask|reach|contact)\b[^.!?\n\d]*"
        + @"|if\s+you\s+(have|need)\s+(any|further|more|other|another)\b[^.!?\n\d]*"
        + @"|is\s+there\s+anything\s+else\b[^.!?\n\d]*"
        + @"|(I['\u2019]?m\s+)?(happy|glad)\s+to\s+help\b[^.!?\n\d]*|have\s+a\s+(great|nice|good|wonderful)\s+day\b"
        + @"))[^\w<{]*\z",
        PatternOptions.AnyCase)]
    private static partial Regex Courtesy();
}
