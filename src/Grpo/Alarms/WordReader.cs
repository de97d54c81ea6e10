using System.Numerics;
using System.Text;

namespace Rlar.Grpo.Alarms;

/// <summary>The words of a text, small letters, the first so many: runs of letters and digits; a letter of a script without spaces is a word.</summary>
internal static class WordReader
{
    private const int FirstOfSpacelessScripts = 0x2E80;
    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The words.</summary>
    /// <param name="text">Any text; halves of surrogate pairs are no letters.</param>
    /// <param name="most">No more than so many.</param>
    internal static List<string> Words(string text, int most)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isWord = Rune.IsLetterOrDigit(rune) || (rune.Value == '\'' && word.Length > 0);
            if (isWord && rune.Value < FirstOfSpacelessScripts)
            {
                _ = word.Append(Rune.ToLowerInvariant(rune));
                continue;
            }

            End();
            if (isWord)
                words.Add(rune.ToString());
            if (words.Count >= most)
                break;
        }

        End();
        return words.Count > most ? words[..most] : words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            _ = word.Clear();
        }
    }

    /// <summary>A number of a text, the same on every machine (FNV-1a, 64 bits, by UTF-16 code units).</summary>
    internal static ulong Key(string text)
    {
        var key = Seed;
        foreach (var letter in text)
            key = (key ^ letter) * Prime;
        return key;
    }

    /// <summary>A number of a run of words.</summary>
    /// <param name="words">The words' own.</param>
    internal static ulong Key(ReadOnlySpan<ulong> words)
    {
        var key = Seed;
        foreach (var word in words)
            key = (BitOperations.RotateLeft(key, 23) ^ word) * Prime;
        return key;
    }
}
