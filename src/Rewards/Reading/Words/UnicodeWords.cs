using System.Buffers;
using System.Text;

namespace Rlar.Rewards.Reading.Words;

/// <summary>
/// Where scripts without blanks between words begin and end: of Han, Kana, Thai, Lao, Khmer and Myanmar every character counts as a word, as is usual where no
/// dictionary cuts them (BERT's tokenizers, SacreBLEU's "zh"). All other scripts are cut by blanks and marks.
/// </summary>
internal static class UnicodeWords
{
    // What a blank would stand for in other scripts.
    private static readonly SearchValues<char> s_marks = SearchValues.Create(
        "\u3001\u3002\uff0c\uff0e\uff01\uff1f\uff1a\uff1b\u300c\u300d\u300e\u300f\u300a\u300b\uff08\uff09\u30fb\u2026\u201c\u201d\u2018\u2019");

    /// <summary>Whether a character is a word by itself.</summary>
    internal static bool IsAlone(char c) => c is (>= '\u0e00' and <= '\u0eff') // Thai, Lao
        or (>= '\u1000' and <= '\u109f') // Myanmar
        or (>= '\u1780' and <= '\u17ff') // Khmer
        or (>= '\u3005' and <= '\u3007')
        or (>= '\u3040' and <= '\u30ff' and not '\u30fb') // Hiragana, Katakana
        or (>= '\u3100' and <= '\u312f') // Bopomofo
        or (>= '\u31a0' and <= '\u31ff')
        or (>= '\u3400' and <= '\u4dbf')
        or (>= '\u4e00' and <= '\u9fff')
        or (>= '\uf900' and <= '\ufaff')
        or (>= '\uff66' and <= '\uff9f');

    /// <summary>Whether a text has such a character.</summary>
    internal static bool HasAlone(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c > '\u0dff' && IsAlone(c))
                return true;
        }

        return false;
    }

    /// <summary>The words with such characters cut out of them, one a word; the list itself where there are none.</summary>
    /// <param name="words">Words as blanks part them.</param>
    internal static List<string> Cut(List<string> words)
    {
        if (!words.Exists(word => HasAlone(word)))
            return words;
        var cut = new List<string>();
        foreach (var word in words)
        {
            var start = 0;
            for (var at = 0; at <= word.Length; at++)
            {
                var isAlone = at < word.Length && IsAlone(word[at]);
                if (at < word.Length && !isAlone)
                    continue;
                if (at > start && word.AsSpan(start, at - start).ContainsAnyExcept(s_marks))
                    cut.Add(word[start..at]);
                if (isAlone)
                    cut.Add(word[at..(at + 1)]);
                start = at + 1;
            }
        }

        return cut;
    }

    /// <summary>Whether a character belongs to a word: a letter, a digit, or a mark that a letter carries.</summary>
    internal static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
