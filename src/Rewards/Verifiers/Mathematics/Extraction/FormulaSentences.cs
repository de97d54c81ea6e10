namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

/// <summary>Where sentences end: not at a decimal point, not in a formula, not at a factorial.</summary>
internal static class FormulaSentences
{
    /// <summary>The end of the sentence or line that begins at a place; blank lines and marks of emphasis before it are skipped.</summary>
    internal static (int Start, int End) From(string text, int from, int longest)
    {
        var start = from;
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || text[start] is '*' or ':' or '#'))
            start++;
        return (start, End(text, start, Math.Min(text.Length, start + longest)));
    }

    /// <summary>The sentences of a text, the last first.</summary>
    internal static List<(int Start, int End)> Backwards(string text)
    {
        var found = new List<(int, int)>();
        for (var at = 0; at < text.Length;)
        {
            var end = End(text, at, text.Length);
            if (!text.AsSpan(at, end - at).IsWhiteSpace())
                found.Add((at, end));
            at = end + 1;
        }

        found.Reverse();
        return found;
    }

    private static int End(string text, int start, int limit)
    {
        var inFormula = false;
        for (var i = start; i < limit; i++)
        {
            if (text[i] == '\\' && i + 1 < limit)
            {
                inFormula = text[i + 1] switch { '(' or '[' => true, ')' or ']' => false, _ => inFormula };
                i++;
            }
            else if (text[i] == '$')
            {
                inFormula = !inFormula;
                if (i + 1 < limit && text[i + 1] == '$')
                    i++;
            }
            else if (!inFormula && (text[i] is '\n' or '\u3002' || (text[i] is '.' or '!' or '?' && Ends(text, i, start))))
            {
                return i;
            }
        }

        return limit;
    }

    private static bool Ends(string text, int at, int start)
    {
        if (text[at] == '!' && at > start && (char.IsAsciiDigit(text[at - 1]) || text[at - 1] is ')' or '}'))
            return false;
        var next = at + 1;
        while (next < text.Length && text[next] is '*' or '"' or ')' or '_' or '\'' or '.')
            next++;
        return next >= text.Length || char.IsWhiteSpace(text[next]);
    }
}
