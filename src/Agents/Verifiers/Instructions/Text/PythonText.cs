using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rlar.Agents.Verifiers.Instructions.Text;

/// <summary>
/// What Python's str and re say of characters, where .NET says otherwise: \s and strip() also take U+001C..U+001F, \w takes letters and
/// every numeric character but no combining mark, and case is the Unicode property and not the category.
/// </summary>
internal static class PythonText
{
    private static readonly SearchValues<char> s_space = SearchValues.Create(Enumerable.Range(0, 0x3001).Select(c => (char)c).Where(IsSpace).ToArray());

    /// <summary>string.punctuation.</summary>
    internal const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>The characters on which str.splitlines() ends a line.</summary>
    internal static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\v\f\u001C\u001D\u001E\u0085\u2028\u2029");

    /// <summary>str.isspace() of one character.</summary>
    internal static bool IsSpace(char c) => c is (>= '\u001C' and <= '\u001F') || (c < '\u3001' && char.IsWhiteSpace(c));

    /// <summary>str.strip().</summary>
    internal static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExcept(s_space);
        return start < 0 ? [] : text[start..(text.LastIndexOfAnyExcept(s_space) + 1)];
    }

    /// <summary>Whether nothing is left of a text by strip().</summary>
    internal static bool IsBlank(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(s_space) < 0;

    /// <summary>Where a text's whitespace ends, from an index on.</summary>
    internal static int SkipSpace(ReadOnlySpan<char> text, int from)
    {
        var length = text[from..].IndexOfAnyExcept(s_space);
        return length < 0 ? text.Length : from + length;
    }

    /// <summary>Where the next whitespace is, from an index on, or the text's length.</summary>
    internal static int NextSpace(ReadOnlySpan<char> text, int from)
    {
        var length = text[from..].IndexOfAny(s_space);
        return length < 0 ? text.Length : from + length;
    }

    /// <summary>Where the last whitespace is, or -1.</summary>
    internal static int LastSpace(ReadOnlySpan<char> text) => text.LastIndexOfAny(s_space);

    /// <summary>str.split(): the runs that are no whitespace.</summary>
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

    /// <summary>text.translate(str.maketrans('', '', string.punctuation)).</summary>
    internal static string WithoutPunctuation(string text) => text.AsSpan().ContainsAny(s_punctuation)
        ? string.Concat(text.Where(c => !s_punctuation.Contains(c)))
        : text;

    private static readonly SearchValues<char> s_punctuation = SearchValues.Create(Punctuation);

    /// <summary>Whether re's \w matches a character: a letter, a numeric character of any kind, or the underscore; no combining mark.</summary>
    internal static bool IsWord(Rune rune)
    {
        if (rune.IsAscii)
            return char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_';
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
    }

    /// <summary>Whether the character that ends before an index is one of \w.</summary>
    internal static bool IsWordBefore(ReadOnlySpan<char> text, int index) =>
        index > 0 && Rune.DecodeLastFromUtf16(text[..index], out var rune, out _) == OperationStatus.Done && IsWord(rune);

    /// <summary>Whether the character that starts at an index is one of \w.</summary>
    internal static bool IsWordAt(ReadOnlySpan<char> text, int index) =>
        index < text.Length && Rune.DecodeFromUtf16(text[index..], out var rune, out _) == OperationStatus.Done && IsWord(rune);

    /// <summary>Whether re's \b matches at an index.</summary>
    internal static bool IsBoundary(ReadOnlySpan<char> text, int index) => IsWordBefore(text, index) != IsWordAt(text, index);

    /// <summary>The number of runs of \w: what nltk's RegexpTokenizer(r"\w+") counts.</summary>
    internal static int CountWords(ReadOnlySpan<char> text)
    {
        var count = 0;
        var isInside = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var isWord = IsWord(rune);
            if (isWord && !isInside)
                count++;
            isInside = isWord;
        }

        return count;
    }

    /// <summary>The runs of \w.</summary>
    internal static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsWord(rune))
            {
                if (start < 0)
                    start = at;
            }
            else if (start >= 0)
            {
                words.Add(text[start..at]);
                start = -1;
            }

            at += rune.Utf16SequenceLength;
        }

        if (start >= 0)
            words.Add(text[start..]);
        return words;
    }

    /// <summary>The length in characters, as len() counts them.</summary>
    internal static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
            length++;
        return length;
    }
}
