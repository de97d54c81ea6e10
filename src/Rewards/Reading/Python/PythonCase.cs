using System.Globalization;
using System.Text;

namespace Rlar.Rewards.Reading.Python;

/// <summary>
/// Python's isupper, islower, upper and lower: the Unicode properties Uppercase and Lowercase, which are wider than the categories
/// (circled letters, Roman numerals, modifier letters), and the mappings that change a length (ß, İ, ligatures).
/// </summary>
internal static class PythonCase
{
    // Other_Uppercase and Other_Lowercase of the Unicode character database, as pairs of first and last.
    private static readonly int[] s_otherUpper = [0x2160, 0x216F, 0x24B6, 0x24CF, 0x1F130, 0x1F149, 0x1F150, 0x1F169, 0x1F170, 0x1F189];

    private static readonly int[] s_otherLower =
    [
        0xAA, 0xAA, 0xBA, 0xBA, 0x2B0, 0x2B8, 0x2C0, 0x2C1, 0x2E0, 0x2E4, 0x345, 0x345, 0x37A, 0x37A, 0x1D2C, 0x1D6A, 0x1D78, 0x1D78,
        0x1D9B, 0x1DBF, 0x2071, 0x2071, 0x207F, 0x207F, 0x2090, 0x209C, 0x2170, 0x217F, 0x24D0, 0x24E9, 0x2C7C, 0x2C7D, 0xA69C, 0xA69D,
        0xA770, 0xA770, 0xA7F8, 0xA7F9, 0xAB5C, 0xAB5F, 0x10780, 0x10780, 0x10783, 0x10785, 0x10787, 0x107B0, 0x107B2, 0x107BA,
    ];

    // Lower-case characters without an upper-case one of their own: upper() writes several.
    private static readonly int[] s_longUpper =
    [
        0xDF, 0xDF, 0x149, 0x149, 0x1F0, 0x1F0, 0x390, 0x390, 0x3B0, 0x3B0, 0x587, 0x587, 0x1E96, 0x1E9A, 0x1F50, 0x1F50, 0x1F52, 0x1F52,
        0x1F54, 0x1F54, 0x1F56, 0x1F56, 0x1FB2, 0x1FB2, 0x1FB4, 0x1FB4, 0x1FB6, 0x1FB7, 0x1FC2, 0x1FC2, 0x1FC4, 0x1FC4, 0x1FC6, 0x1FC7,
        0x1FD2, 0x1FD3, 0x1FD6, 0x1FD7, 0x1FE2, 0x1FE4, 0x1FE6, 0x1FE7, 0x1FF2, 0x1FF2, 0x1FF4, 0x1FF4, 0x1FF6, 0x1FF7, 0xFB00, 0xFB06,
        0xFB13, 0xFB17,
    ];

    /// <summary>str.isupper(): a cased character, and none that is lower or title case.</summary>
    internal static bool IsUpper(ReadOnlySpan<char> text) => Has(text, IsUpper, IsLower);

    /// <summary>str.islower(): a cased character, and none that is upper or title case.</summary>
    internal static bool IsLower(ReadOnlySpan<char> text) => Has(text, IsLower, IsUpper);

    /// <summary>Whether text == text.upper().</summary>
    internal static bool IsItsUpper(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.ToUpperInvariant(rune) != rune || (rune.Value >= 0xDF && IsIn(s_longUpper, rune.Value)))
                return false;
        }

        return true;
    }

    /// <summary>Whether text == text.lower().</summary>
    internal static bool IsItsLower(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.ToLowerInvariant(rune) != rune || rune.Value == 0x130)
                return false;
        }

        return true;
    }

    /// <summary>Whether a character has the property Uppercase.</summary>
    internal static bool IsUpper(Rune rune) => rune.IsAscii
        ? rune.Value is >= 'A' and <= 'Z'
        : Rune.GetUnicodeCategory(rune) == UnicodeCategory.UppercaseLetter || IsIn(s_otherUpper, rune.Value);

    /// <summary>Whether a character has the property Lowercase.</summary>
    internal static bool IsLower(Rune rune) => rune.IsAscii
        ? rune.Value is >= 'a' and <= 'z'
        : Rune.GetUnicodeCategory(rune) == UnicodeCategory.LowercaseLetter || IsIn(s_otherLower, rune.Value);

    private static bool Has(ReadOnlySpan<char> text, Func<Rune, bool> wanted, Func<Rune, bool> refused)
    {
        var isCased = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (refused(rune) || (!rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter))
                return false;
            isCased = isCased || wanted(rune);
        }

        return isCased;
    }

    private static bool IsIn(int[] ranges, int value)
    {
        for (var i = 0; i < ranges.Length; i += 2)
        {
            if (value >= ranges[i] && value <= ranges[i + 1])
                return true;
        }

        return false;
    }
}
