namespace Rlar.Inference.Tokenizers.Unicode;

/// <summary>UTF-16 text read by code points. Text here is well formed: lone surrogates are replaced where it enters.</summary>
internal static class Utf16Text
{
    /// <summary>The code point at a place, and its length in UTF-16 units.</summary>
    internal static int At(ReadOnlySpan<char> text, int at, out int length)
    {
        var c = text[at];
        if (char.IsHighSurrogate(c) && at + 1 < text.Length)
        {
            length = 2;
            return char.ConvertToUtf32(c, text[at + 1]);
        }

        length = 1;
        return c;
    }

    /// <summary>How many bytes a code point takes in UTF-8.</summary>
    internal static int Utf8Length(int codePoint) => codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

    /// <summary>Appends a code point as UTF-16.</summary>
    internal static void Append(List<char> text, int codePoint)
    {
        if (codePoint < 0x10000)
        {
            text.Add((char)codePoint);
            return;
        }

        text.Add((char)(0xD800 + (codePoint - 0x10000 >> 10)));
        text.Add((char)(0xDC00 + (codePoint - 0x10000 & 0x3FF)));
    }

    /// <summary>The characters of Unicode's White_Space, the same in every version since 6.3.</summary>
    internal static bool IsWhiteSpace(int codePoint) => codePoint < 0x10000 && char.IsWhiteSpace((char)codePoint);
}
