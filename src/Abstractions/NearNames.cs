namespace Rlar;

/// <summary>The names that somebody may have meant who typed another one.</summary>
internal static class NearNames
{
    /// <summary>
    /// The names that take few slips of the finger, at most a third of their letters, or that the word begins or is a part of, or has as a part; the
    /// nearest first.
    /// </summary>
    /// <param name="word">What was typed.</param>
    /// <param name="names">What there is.</param>
    internal static IEnumerable<string> Of(string word, IEnumerable<string> names) => names
        .Select(name => (Name: name, Slips: Slips(word, name)))
        .Where(candidate => candidate.Slips <= Math.Max(1, candidate.Name.Length / 3) || IsPart(word, candidate.Name) || IsPart(candidate.Name, word))
        .OrderBy(candidate => candidate.Slips)
        .Select(candidate => candidate.Name);

    /// <summary>How many letters are left out, added, changed or swapped with their neighbour (optimal string alignment).</summary>
    internal static int Slips(string from, string to)
    {
        var slips = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    slips[i, j] = i + j;
                    continue;
                }

                var least = Math.Min(Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1, slips[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    least = Math.Min(least, slips[i - 2, j - 2] + 1);
                slips[i, j] = least;
            }
        }

        return slips[from.Length, to.Length];
    }

    private static bool IsPart(string part, string whole) => part.Length > 1 && whole.Contains(part, StringComparison.OrdinalIgnoreCase);
}
