using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rlar.Rewards.Reading.Python;

/// <summary>
/// <c>str.lower()</c>: the full mapping of Unicode, which is .NET's simple one but for the dotted capital I, which becomes two characters,
/// and the capital sigma, which is another letter at the end of a word. The tables are those of this .NET, so letters of a script that
/// Unicode has added since a Python was released may differ from that Python.
/// </summary>
internal static class PythonLowercase
{
    private const char CapitalSigma = '\u03A3';
    private const char DottedI = '\u0130';

    // Case-ignorable and in none of the categories that are: Word_Break = MidLetter, MidNumLet, Single_Quote.
    private const string IgnorableMarks = "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

    /// <summary>The text in lower case.</summary>
    internal static string Of(string text)
    {
        var lower = new Scratch<char>();
        To(text, lower);
        return lower.Items.ToString();
    }

    /// <summary>Writes the text in lower case.</summary>
    internal static void To(ReadOnlySpan<char> text, Scratch<char> lower)
    {
        // Only the dotted I becomes two characters: room for the usual case, more where it is needed.
        var room = lower.Resize(text.Length);
        if (Ascii.ToLower(text, room, out var written) == OperationStatus.Done)
            return;
        lower.Remove(text.Length - written);
        for (var i = written; i < text.Length;)
        {
            var point = CodePoints.At(text, i, out var length);
            if (point == DottedI)
            {
                lower.Add('i');
                lower.Add('\u0307');
            }
            else if (point == CapitalSigma)
            {
                lower.Add(EndsWord(text, i) ? '\u03C2' : '\u03C3');
            }
            else if (Rune.IsValid(point))
            {
                var rune = Rune.ToLowerInvariant(new Rune(point));
                _ = rune.EncodeToUtf16(lower.Append(rune.Utf16SequenceLength));
            }
            else
            {
                lower.Add((char)point);
            }

            i += length;
        }
    }

    // Unicode's Final_Sigma: a cased letter before, none after, whatever is ignorable left out.
    private static bool EndsWord(ReadOnlySpan<char> text, int at)
    {
        var before = at;
        while (before > 0)
        {
            before -= before > 1 && char.IsLowSurrogate(text[before - 1]) && char.IsHighSurrogate(text[before - 2]) ? 2 : 1;
            if (!IsIgnorable(CodePoints.At(text, before, out _)))
                break;
            if (before == 0)
                return false;
        }

        if (before == at || !IsCased(CodePoints.At(text, before, out _)))
            return false;
        for (var after = at + 1; after < text.Length;)
        {
            var point = CodePoints.At(text, after, out var length);
            if (!IsIgnorable(point))
                return !IsCased(point);
            after += length;
        }

        return true;
    }

    private static bool IsIgnorable(int point) =>
        point <= char.MaxValue && IgnorableMarks.Contains((char)point)
        || CharUnicodeInfo.GetUnicodeCategory(point) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;

    // Letters with case, and what Unicode counts with them: ordinals, Roman numerals, letters in circles and squares.
    private static bool IsCased(int point) =>
        CharUnicodeInfo.GetUnicodeCategory(point) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || point is 0xAA or 0xBA or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}
