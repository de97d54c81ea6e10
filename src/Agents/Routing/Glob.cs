namespace Rlar.Agents.Routing;

/// <summary>Patterns in which * stands for any text, and | for the edge of a word: an end of the text, or what has no letter on one side.</summary>
internal static class Glob
{
    /// <summary>Whether the whole text matches, without regard to case. Linear in the text for each * of the pattern.</summary>
    internal static bool IsMatch(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, retry = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                retry = t;
            }
            else if (p < pattern.Length && pattern[p] == '|' && IsEdge(text, t))
            {
                p++;
            }
            else if (p < pattern.Length && pattern[p] != '|' && char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] is ('*' or '|'))
            p++;
        return p == pattern.Length;
    }

    private static bool IsEdge(string text, int at) => at == 0 || !char.IsLetter(text[at - 1]) || !char.IsLetter(text[at]);
}
