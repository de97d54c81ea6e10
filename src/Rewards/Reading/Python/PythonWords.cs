using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rlar.Rewards.Reading.Python;

/// <summary>Words as Python's re has them: \w takes letters and every numeric character, but no combining mark.</summary>
internal static class PythonWords
{
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
