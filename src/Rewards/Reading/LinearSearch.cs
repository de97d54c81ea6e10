namespace Rlar.Rewards.Reading;

/// <summary>
/// Whether a text stands in another, in steps that grow with the two lengths and not with their product, as the library's own search does on
/// periodic texts.
/// </summary>
internal static class LinearSearch
{
    // Up to here the library's search looks at each place but a few instructions long.
    private const int Short = 64;

    /// <summary>Whether <paramref name="wanted"/> stands in <paramref name="text"/>, character for character.</summary>
    internal static bool Contains(string text, string wanted) =>
        wanted.Length <= Short ? text.Contains(wanted, StringComparison.Ordinal) : ContainsLong(text, wanted, null);

    /// <summary>Whether <paramref name="wanted"/> stands in <paramref name="text"/> at a place that is accepted; they may overlap.</summary>
    /// <param name="text">Where it is looked for.</param>
    /// <param name="wanted">What is looked for; not empty.</param>
    /// <param name="ignoresCase">Whether small letters and capitals are the same.</param>
    /// <param name="accepts">Whether a place is accepted.</param>
    internal static bool Contains(string text, string wanted, bool ignoresCase, Func<int, bool> accepts)
    {
        if (wanted.Length > Short)
            return ignoresCase ? ContainsLong(Folded(text), Folded(wanted), accepts) : ContainsLong(text, wanted, accepts);
        var comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        for (var at = text.IndexOf(wanted, comparison); at >= 0; at = text.IndexOf(wanted, at + 1, comparison))
        {
            if (accepts(at))
                return true;
        }

        return false;
    }

    /// <summary>A text in which letters are the same character where <see cref="StringComparison.OrdinalIgnoreCase"/> takes them for the same.</summary>
    internal static string Folded(string text)
    {
        var folded = text.ToCharArray();
        for (var at = 0; at < folded.Length; at++)
        {
            var length = at + 1 < folded.Length && char.IsSurrogatePair(folded[at], folded[at + 1]) ? 2 : 1;
            if (length == 1 && folded[at] < 0x80)
            {
                folded[at] = char.ToUpperInvariant(folded[at]);
                continue;
            }

            // The long s has S for its capital, and is no s to that comparison.
            var upper = text.Substring(at, length).ToUpperInvariant();
            if (upper.AsSpan().Equals(text.AsSpan(at, length), StringComparison.OrdinalIgnoreCase))
                upper.CopyTo(0, folded, at, length);
            at += length - 1;
        }

        return new string(folded);
    }

    // Knuth, Morris and Pratt.
    private static bool ContainsLong(string text, string wanted, Func<int, bool>? accepts)
    {
        if (wanted.Length > text.Length)
            return false;
        var borders = Borders(wanted);
        var matched = 0;
        for (var at = 0; at < text.Length; at++)
        {
            while (matched > 0 && (matched == wanted.Length || wanted[matched] != text[at]))
                matched = borders[matched - 1];
            if (wanted[matched] == text[at] && ++matched == wanted.Length && accepts?.Invoke(at + 1 - wanted.Length) != false)
                return true;
        }

        return false;
    }

    // For each start of the text the length of the longest shorter start that it ends with.
    private static int[] Borders(string text)
    {
        var borders = new int[text.Length];
        for (int at = 1, length = 0; at < text.Length; at++)
        {
            while (length > 0 && text[at] != text[length])
                length = borders[length - 1];
            if (text[at] == text[length])
                length++;
            borders[at] = length;
        }

        return borders;
    }
}
