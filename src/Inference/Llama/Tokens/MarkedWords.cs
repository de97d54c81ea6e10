using System.Globalization;
using System.Text;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>Tokens over bytes that are words with combining marks in them.</summary>
internal static class MarkedWords
{
    // How the alphabet of bytes writes the bytes E0 to E1 and D6 to DB, with which the characters begin that are looked for.
    private static ReadOnlySpan<byte> Leads => "ÖרÙÚÛàá"u8;

    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether a token may be such a word: quick, and true for some that are none.</summary>
    /// <param name="written">The token in the alphabet of bytes, in UTF-8.</param>
    internal static bool MayBe(ReadOnlySpan<byte> written)
    {
        // Each of the characters takes two bytes or more, which take two each.
        if (written.Length < 8)
            return false;
        var lead = written.IndexOf((byte)0xC3);
        return lead >= 0 && lead + 1 < written.Length && Leads.Contains(written[lead + 1]);
    }

    /// <summary>The text of a token that is a space or nothing, then letters of one script with marks after letters; null for another.</summary>
    /// <param name="written">The token in the alphabet of bytes.</param>
    internal static string? Text(string written)
    {
        var bytes = new byte[written.Length];
        for (var at = 0; at < bytes.Length; at++)
        {
            if (ByteAlphabet.ToByte(written[at]) is not (>= 0 and var value))
                return null;
            bytes[at] = (byte)value;
        }

        string text;
        try
        {
            text = s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        var word = text.AsSpan(text.StartsWith(' ') ? 1 : 0);
        var marks = 0;
        for (var at = 0; at < word.Length; at++)
        {
            if (IsMark(word[at]))
                marks += at > 0 ? 1 : 0;
            else if (!char.IsLetter(word[at]))
                return null;
        }

        return marks > 0 && word.Length > 1 && !IsMark(word[0]) ? text : null;
    }

    private static bool IsMark(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
