using System.Collections.Frozen;

namespace Rlar.Rewards.Reading.Language;

/// <summary>
/// Which language of a script a text is in: naive Bayes over the words and letters of the profiles. What no profile has says nothing. A word's
/// probability falls with its rank (Zipf), so that counts weigh as they do for langdetect's n-grams.
/// </summary>
internal sealed class WordEvidence
{
    private const double Coverage = 0.45; // of running text, by some fifty function words
    private const double RankOffset = 4;
    private const double Unlisted = 0.0004;
    private const double OwnLetter = 0.01;
    private const double OtherLetter = 0.0005;
    private readonly FrozenDictionary<string, double[]> _words;
    private readonly FrozenDictionary<char, double[]> _letters;
    private readonly string[] _codes;

    /// <summary>Reads the profiles.</summary>
    internal WordEvidence(IReadOnlyList<LanguageProfile> profiles)
    {
        _codes = [.. profiles.Select(profile => profile.Code)];
        var words = new Dictionary<string, double[]>(StringComparer.Ordinal);
        var letters = new Dictionary<char, double[]>();
        for (var i = 0; i < profiles.Count; i++)
        {
            var list = profiles[i].Words;
            var total = Enumerable.Range(0, list.Length).Sum(rank => 1 / (rank + RankOffset));
            for (var rank = 0; rank < list.Length; rank++)
                Row(words, list[rank], Unlisted)[i] = Math.Log(Coverage / (rank + RankOffset) / total);
            foreach (var letter in profiles[i].Letters)
                Row(letters, letter, OtherLetter)[i] = Math.Log(OwnLetter);
        }

        _words = words.ToFrozenDictionary(StringComparer.Ordinal);
        _letters = letters.ToFrozenDictionary();
    }

    private double[] Row<T>(Dictionary<T, double[]> table, T key, double floor)
        where T : notnull
    {
        if (table.TryGetValue(key, out var row))
            return row;
        row = new double[_codes.Length];
        Array.Fill(row, Math.Log(floor));
        return table[key] = row;
    }

    /// <summary>The code; null where nothing in the text tells.</summary>
    /// <param name="text">The text, in lower case.</param>
    internal string? Best(ReadOnlySpan<char> text)
    {
        Span<double> scores = stackalloc double[_codes.Length];
        scores.Clear();
        var hasEvidence = false;
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && IsPart(text[i]))
            {
                if (start < 0)
                    start = i;
                if (text[i] > 127 && _letters.TryGetValue(text[i], out var letter))
                    hasEvidence = Add(scores, letter);
            }
            else if (start >= 0)
            {
                // English cuts its short forms with an apostrophe ('s, 't, 'll), Romance languages theirs (l', qu').
                var isCut = start > 1 && text[start - 1] is '\'' or '\u2019' && char.IsLetter(text[start - 2]) && i - start <= 2;
                if (isCut && words.TryGetValue($"'{text[start..i]}", out var word) || words.TryGetValue(text[start..i], out word))
                    hasEvidence = Add(scores, word);
                start = -1;
            }
        }

        if (!hasEvidence)
            return null;
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            best = scores[i] > scores[best] ? i : best;
        return _codes[best];
    }

    private static bool IsPart(char c) => char.IsLetter(c) || (c > 127 && char.GetUnicodeCategory(c) is
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark);

    private static bool Add(Span<double> scores, double[] row)
    {
        for (var i = 0; i < scores.Length; i++)
            scores[i] += row[i];
        return true;
    }
}
