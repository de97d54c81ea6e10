namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

/// <summary>The places of a text that are between dollar signs, \( \), \[ \], or in an environment of their own.</summary>
internal static class Formulas
{
    private static readonly string[] s_environments =
    [
        "align", "align*", "aligned", "equation", "equation*", "gather", "gather*", "matrix", "pmatrix", "bmatrix", "vmatrix",
    ];

    /// <summary>Start and end of each, in order.</summary>
    internal static List<(int Start, int End)> In(string text)
    {
        var found = new List<(int, int)>();
        var absent = new HashSet<string>(); // closing signs of which there is no more
        for (var at = 0; at < text.Length;)
        {
            var (opening, closing) = Delimiters(text, at);
            var end = opening == 0 || absent.Contains(closing!) ? -1 : Closing(text, at + opening, closing!);
            if (opening > 0 && end < 0 && text.IndexOf(closing!, at + opening, StringComparison.Ordinal) < 0)
                _ = absent.Add(closing!);
            if (end > 0)
                found.Add((at, end));
            at = end > 0 ? end : at + (text[at] == '\\' ? 2 : opening > 0 ? opening : 1);
        }

        return found;
    }

    private static (int Length, string? Closing) Delimiters(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest[0] == '$')
            return rest.StartsWith("$$") ? (2, "$$") : (1, "$");
        if (rest[0] != '\\' || rest.Length < 2)
            return (0, null);
        if (rest[1] is '(' or '[')
            return (2, rest[1] == '(' ? "\\)" : "\\]");
        if (!rest.StartsWith("\\begin{"))
            return (0, null);
        foreach (var name in s_environments)
        {
            if (rest[7..].StartsWith(name) && rest.Length > 7 + name.Length && rest[7 + name.Length] == '}')
                return (8 + name.Length, $"\\end{{{name}}}");
        }

        return (0, null);
    }

    // Where it ends, or -1; an empty one is none.
    private static int Closing(string text, int from, string closing)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (string.CompareOrdinal(text, at, closing, 0, closing.Length) == 0)
                return at > from ? at + closing.Length : -1;
            if (text[at] == '\\')
                at++;
        }

        return -1;
    }
}
