using System.Buffers;
using System.Runtime.CompilerServices;

namespace Rlar.Rewards.Reading.Python;

/// <summary>
/// White space as Python's <c>str</c> has it, which is .NET's and the four separators of ASCII: the tools that give the numbers of Python
/// programs read text as those do.
/// </summary>
internal static class PythonText
{
    /// <summary>string.punctuation.</summary>
    internal const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>The characters on which str.splitlines() ends a line.</summary>
    internal static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\v\f\u001C\u001D\u001E\u0085\u2028\u2029");

    private static readonly SearchValues<char> s_space = SearchValues.Create(Enumerable.Range(0, 0x3001).Select(c => (char)c).Where(IsSpace).ToArray());
    private static readonly SearchValues<char> s_punctuation = SearchValues.Create(Punctuation);

    /// <summary>str.isspace() of one character. All white space is in the first plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsSpace(char c) =>
        c < 128 ? c <= ' ' && (c == ' ' || (uint)(c - '\t') <= '\r' - '\t' || (uint)(c - '\u001C') <= 3) : char.IsWhiteSpace(c);

    /// <summary>str.strip().</summary>
    internal static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExcept(s_space);
        return start < 0 ? [] : text[start..(text.LastIndexOfAnyExcept(s_space) + 1)];
    }

    /// <summary>str.strip().</summary>
    internal static string Strip(string text)
    {
        var stripped = Strip(text.AsSpan());
        return stripped.Length == text.Length ? text : stripped.ToString();
    }

    /// <summary>str.rstrip().</summary>
    internal static ReadOnlySpan<char> StripEnd(ReadOnlySpan<char> text) => text[..(text.LastIndexOfAnyExcept(s_space) + 1)];

    /// <summary>Whether nothing is left of a text by strip().</summary>
    internal static bool IsBlank(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(s_space) < 0;

    /// <summary>Where a text's white space ends, from an index on.</summary>
    internal static int SkipSpace(ReadOnlySpan<char> text, int from)
    {
        var length = text[from..].IndexOfAnyExcept(s_space);
        return length < 0 ? text.Length : from + length;
    }

    /// <summary>Where the next white space is, from an index on, or the text's length.</summary>
    internal static int NextSpace(ReadOnlySpan<char> text, int from)
    {
        var length = text[from..].IndexOfAny(s_space);
        return length < 0 ? text.Length : from + length;
    }

    /// <summary>Where the last white space is, or -1.</summary>
    internal static int LastSpace(ReadOnlySpan<char> text) => text.LastIndexOfAny(s_space);

    /// <summary>str.split(): the runs that are no white space.</summary>
    internal static List<string> Split(string text)
    {
        var words = new List<string>();
        for (var start = SkipSpace(text, 0); start < text.Length; start = SkipSpace(text, start))
        {
            var end = NextSpace(text, start);
            words.Add(text[start..end]);
            start = end;
        }

        return words;
    }

    /// <summary>The number of words that <see cref="Split"/> gives.</summary>
    internal static int CountSplit(string text)
    {
        var count = 0;
        for (var start = SkipSpace(text, 0); start < text.Length; start = SkipSpace(text, NextSpace(text, start)))
            count++;
        return count;
    }

    /// <summary>str.count(): occurrences that do not overlap.</summary>
    internal static int Count(string text, string what)
    {
        var count = 0;
        for (var at = text.IndexOf(what, StringComparison.Ordinal); at >= 0; at = text.IndexOf(what, at + what.Length, StringComparison.Ordinal))
            count++;
        return count;
    }

    /// <summary>text.translate(str.maketrans('', '', string.punctuation)).</summary>
    internal static string WithoutPunctuation(string text) => text.AsSpan().ContainsAny(s_punctuation)
        ? string.Concat(text.Where(c => !s_punctuation.Contains(c)))
        : text;
}
