using System.Runtime.CompilerServices;

namespace Rlar.Agents.Metrics.Segments;

/// <summary>White space and characters as Python's <c>str</c> has them: the reference implementations are Python programs.</summary>
internal static class PythonText
{
    /// <summary><c>str.isspace</c> of one character: .NET's white space and the four separators of ASCII. All of it is in the first plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsSpace(char c) =>
        c < 128 ? c <= ' ' && (c == ' ' || (uint)(c - '\t') <= '\r' - '\t' || (uint)(c - '\u001C') <= 3) : char.IsWhiteSpace(c);

    /// <summary><c>str.rstrip()</c>.</summary>
    internal static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
            end--;
        return text[..end];
    }

    /// <summary><c>str.strip()</c>.</summary>
    internal static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        text = TrimEnd(text);
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
            start++;
        return text[start..];
    }

    /// <summary>The code point at a place; a surrogate without its other half stands for itself.</summary>
    internal static int CodePoint(ReadOnlySpan<char> text, int at, out int length)
    {
        var c = text[at];
        if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            length = 2;
            return char.ConvertToUtf32(c, text[at + 1]);
        }

        length = 1;
        return c;
    }

    /// <summary>The code points of a text, with or without its white space.</summary>
    internal static void CodePoints(ReadOnlySpan<char> text, bool keepSpace, Scratch<int> points)
    {
        var room = points.Resize(text.Length);
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!keepSpace && IsSpace(c))
                continue;
            if (!char.IsSurrogate(c))
            {
                room[count++] = c;
                continue;
            }

            room[count++] = CodePoint(text, i, out var length);
            i += length - 1;
        }

        points.Remove(text.Length - count);
    }
}
