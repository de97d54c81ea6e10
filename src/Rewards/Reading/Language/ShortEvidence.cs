using System.Collections.Frozen;

namespace Rlar.Rewards.Reading.Language;

/// <summary>
/// Which language a short text is in, by the words of it that are known: the language that has most of them. Says nothing where two have as many, nor of
/// a longer text, whose function words and letters tell more.
/// </summary>
internal sealed class ShortEvidence
{
    private const int MostLetters = 60;
    private readonly FrozenDictionary<string, ulong> _words;
    private readonly string[] _codes;

    /// <summary>Takes the words.</summary>
    /// <param name="words">Those of short sentences.</param>
    /// <param name="profiles">Function words, which count as well.</param>
    internal ShortEvidence(IReadOnlyList<(string Code, string Words)> words, IReadOnlyList<LanguageProfile> profiles)
    {
        _codes = [.. words.Select(row => row.Code)];
        var found = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var i = 0; i < _codes.Length; i++)
        {
            var own = profiles.FirstOrDefault(profile => profile.Code == _codes[i])?.Words ?? [];
            foreach (var word in words[i].Words.Split(' ').Concat(own))
                found[word] = found.GetValueOrDefault(word) | 1UL << i;
        }

        // Function words of the languages that have no short list speak against those that have one.
        foreach (var word in profiles.Where(profile => !_codes.Contains(profile.Code)).SelectMany(profile => profile.Words.Take(12)))
            found[word] = found.GetValueOrDefault(word) | Other;
        _words = found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private const ulong Other = 1UL << 63;

    /// <summary>The code; null where the text is long, has no word that is known, or has as many of two languages.</summary>
    /// <param name="text">The text, in lower case.</param>
    internal string? Best(ReadOnlySpan<char> text)
    {
        if (text.Length > MostLetters)
            return null;
        Span<int> counts = stackalloc int[64];
        counts.Clear();
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                if (words.TryGetValue(text[start..i], out var languages))
                {
                    for (; languages != 0; languages &= languages - 1)
                        counts[System.Numerics.BitOperations.TrailingZeroCount(languages)]++;
                }

                start = -1;
            }
        }

        var best = 0;
        for (var i = 1; i < counts.Length; i++)
            best = counts[i] > counts[best] ? i : best;
        var isTie = counts[best] == 0 || counts[(best + 1)..].Contains(counts[best]) || best == 63;
        return isTie ? null : _codes[best];
    }
}
