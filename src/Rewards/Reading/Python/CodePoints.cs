namespace Rlar.Rewards.Reading.Python;

/// <summary>The characters of a text as Python counts them.</summary>
internal static class CodePoints
{
    /// <summary>The code point at a place; a surrogate without its other half stands for itself.</summary>
    internal static int At(ReadOnlySpan<char> text, int at, out int length)
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
    internal static void Of(ReadOnlySpan<char> text, bool keepSpace, Scratch<int> points)
    {
        var room = points.Resize(text.Length);
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!keepSpace && PythonText.IsSpace(c))
                continue;
            if (!char.IsSurrogate(c))
            {
                room[count++] = c;
                continue;
            }

            room[count++] = At(text, i, out var length);
            i += length - 1;
        }

        points.Remove(text.Length - count);
    }
}
