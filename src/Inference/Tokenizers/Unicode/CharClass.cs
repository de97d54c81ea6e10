using System.Globalization;

namespace Rlar.Inference.Tokenizers.Unicode;

/// <summary>The four classes that the word patterns of byte-level models tell apart, by .NET's categories, which are Oniguruma's.</summary>
internal static class CharClass
{
    /// <summary>Everything that is not one of the others.</summary>
    internal const byte Other = 0;

    /// <summary><c>\p{L}</c></summary>
    internal const byte Letter = 1;

    /// <summary><c>\p{N}</c></summary>
    internal const byte Number = 2;

    /// <summary><c>\s</c></summary>
    internal const byte Space = 3;

    private static readonly byte[] s_basicPlane = BasicPlane();

    /// <summary>The class of the code point at a place, and its length in UTF-16 units.</summary>
    internal static byte At(ReadOnlySpan<char> text, int at, out int length)
    {
        var c = text[at];
        if (!char.IsHighSurrogate(c) || at + 1 >= text.Length)
        {
            length = 1;
            return s_basicPlane[c];
        }

        length = 2;
        return Of(CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(c, text[at + 1])));
    }

    private static byte[] BasicPlane()
    {
        var table = new byte[0x10000];
        for (var c = 0; c < table.Length; c++)
            table[c] = char.IsWhiteSpace((char)c) ? Space : Of(CharUnicodeInfo.GetUnicodeCategory((char)c));
        return table;
    }

    private static byte Of(UnicodeCategory category) => category switch
    {
        <= UnicodeCategory.OtherLetter => Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Number,
        _ => Other,
    };
}
