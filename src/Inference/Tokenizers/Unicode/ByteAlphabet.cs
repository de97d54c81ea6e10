namespace Rlar.Inference.Tokenizers.Unicode;

/// <summary>GPT-2's alphabet: a visible character for every byte, so that a vocabulary of bytes can be written as text.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] s_chars = Chars();
    private static readonly short[] s_bytes = Bytes();

    /// <summary>The character of a byte.</summary>
    internal static char ToChar(byte value) => s_chars[value];

    /// <summary>The byte of a character, or -1.</summary>
    internal static int ToByte(char c) => c < s_bytes.Length ? s_bytes[c] : -1;

    private static char[] Chars()
    {
        var chars = new char[256];
        var next = 256;
        for (var b = 0; b < 256; b++)
            chars[b] = b is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)b : (char)next++;
        return chars;
    }

    private static short[] Bytes()
    {
        var bytes = new short[324];
        Array.Fill(bytes, (short)-1);
        for (var b = 0; b < 256; b++)
            bytes[s_chars[b]] = (short)b;
        return bytes;
    }
}
