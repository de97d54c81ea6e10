using System.Buffers;
using System.Globalization;

namespace Rlar.Rewards.Reading.Language;

/// <summary>Which Slavic language a Cyrillic text is in, by the frequencies of its letters.</summary>
internal static class CyrillicLetters
{
    private const int First = 'а';
    private const int Last = 'џ';
    private const double Absent = 0.0001;

    // A few words in Cyrillic letters are Russian more often than not; a sentence outweighs that.
    private const int ShortText = 30;
    private const double Prior = 4;

    private static readonly (string Code, double[] Logs)[] s_tables = [.. OtherProfiles.Cyrillic.Select(table => (table.Code, Logs(table.Letters)))];

    private static double[] Logs(string letters)
    {
        var logs = new double[Last - First + 1];
        Array.Fill(logs, Math.Log(Absent));
        foreach (var letter in letters.Split(' '))
            logs[letter[0] - First] = Math.Log(int.Parse(letter.AsSpan(1), CultureInfo.InvariantCulture) / 1000.0);
        return logs;
    }

    // Letters that one of the four has alone, of which a sentence or two need hold no other evidence.
    private static readonly (string Code, SearchValues<char> Letters)[] s_own =
        [("uk", SearchValues.Create("іїєґ")), ("mk", SearchValues.Create("јќѓљњџѕ")), ("ru", SearchValues.Create("ыэё"))];

    /// <summary>The one language whose own letters a text has; null where it has none, or those of two.</summary>
    /// <param name="text">The text, in lower case.</param>
    internal static string? Own(ReadOnlySpan<char> text)
    {
        string? found = null;
        foreach (var (code, letters) in s_own)
        {
            if (!text.ContainsAny(letters))
                continue;
            if (found is not null)
                return null;
            found = code;
        }

        return found;
    }

    /// <summary>The code of the likeliest.</summary>
    /// <param name="text">The text, in lower case.</param>
    internal static string Best(ReadOnlySpan<char> text)
    {
        Span<double> scores = stackalloc double[s_tables.Length];
        scores.Clear();
        scores[0] = text.Length <= ShortText ? Prior : 0;
        foreach (var c in text)
        {
            if (c is < (char)First or > (char)Last)
                continue;
            for (var i = 0; i < scores.Length; i++)
                scores[i] += s_tables[i].Logs[c - First];
        }

        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            best = scores[i] > scores[best] ? i : best;
        return s_tables[best].Code;
    }
}
