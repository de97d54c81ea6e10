namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

/// <summary>
/// Takes from an answer what only makes it long: blanks and commands of spacing at its ends, and brackets around brackets. An answer that is padded
/// beyond what the reader takes is still that answer.
/// </summary>
internal static class Padding
{
    // A shorter answer is read as it stands.
    private const int Short = 120;

    private static readonly string[] s_spaces = ["\\,", "\\;", "\\:", "\\!", "\\ ", "~", "\\quad", "\\qquad", "{}"];

    /// <summary>The answer without it; the same text where there is none.</summary>
    internal static string Without(string text)
    {
        if (text.Length <= Short)
            return text;
        var trimmed = Trimmed(text);
        var pairs = OuterPairs(trimmed);
        return pairs > 1 ? trimmed[(pairs - 1)..^(pairs - 1)].ToString() : trimmed.Length == text.Length ? text : trimmed.ToString();
    }

    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var length = text.Length;
            text = text.Trim();
            foreach (var space in s_spaces)
            {
                if (text.EndsWith(space))
                    text = text[..^space.Length];
                if (text.StartsWith(space) && !char.IsAsciiLetter(text.Length > space.Length ? text[space.Length] : ' '))
                    text = text[space.Length..];
            }

            if (text.Length == length)
                return text;
        }
    }

    // How many brackets enclose the whole.
    private static int OuterPairs(ReadOnlySpan<char> text)
    {
        var opened = text.IndexOfAnyExcept('(');
        var closed = text.Length - 1 - text.LastIndexOfAnyExcept(')');
        if (opened <= 0 || closed <= 0)
            return 0;
        var (depth, least) = (opened, opened);
        foreach (var c in text[opened..^closed])
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            least = Math.Min(least, depth);
        }

        return depth == closed ? Math.Max(0, least) : 0;
    }
}
