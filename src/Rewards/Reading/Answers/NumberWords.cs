using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>
/// English number words as digits: "forty-two" is 42, "one hundred and five" 105, "two thirds" 2/3, "a dozen" 12, "zero point four" 0.4.
/// Only where a text begins with them: "no one" is no number.
/// </summary>
internal static class NumberWords
{
    // Longer number words are no answer.
    private const int MostWords = 20;

    private static readonly FrozenDictionary<string, long> s_scales = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase)
    {
        ["thousand"] = 1000,
        ["million"] = 1_000_000,
        ["billion"] = 1_000_000_000,
        ["trillion"] = 1_000_000_000_000,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // What may stand before it and says nothing.
    private static readonly FrozenSet<string> s_fillers = new[]
    {
        "it", "it's", "is", "are", "was", "there", "the", "answer", "number", "result", "total", "of", "a", "an", "about", "approximately", "exactly",
        "only", "just", "roughly", "around", "so", "thus", "therefore", "they", "he", "she", "we",
        "has", "have", "get", "got", "be", "equals", "that", "that's",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The number that the text opens with; null where it opens with none. A minus in words is left to what reads around a number.</summary>
    internal static FoundNumber? Opening(string text)
    {
        var words = Words(text);
        var at = 0;
        var sign = 1;
        while (at < words.Count && s_fillers.Contains(Word(words[at])) && !IsArticleOfNumber(at))
            at++;
        if (at < words.Count && Word(words[at]) is var first
            && (first.Equals("minus", StringComparison.OrdinalIgnoreCase) || first.Equals("negative", StringComparison.OrdinalIgnoreCase)))
            (sign, at) = (-1, at + 1);
        if (Read(words, ref at, Word) is not { } value)
            return null;
        var number = value with { Numerator = sign * value.Numerator };
        var (start, end) = (words[0].Start, words[at - 1].End);
        return new FoundNumber(number, start, end);

        string Word((int Start, int End) word) => text[word.Start..word.End];

        // "a dozen", "a half", "a hundred"
        bool IsArticleOfNumber(int i) => Word(words[i]).Equals("a", StringComparison.OrdinalIgnoreCase) && i + 1 < words.Count
            && (Word(words[i + 1]) is var next) && (EnglishNumerals.Parts.ContainsKey(next) || s_scales.ContainsKey(next) || IsHundred(next) || IsDozen(next));
    }

    private static ExactNumber? Read(List<(int Start, int End)> words, ref int at, Func<(int, int), string> text)
    {
        BigInteger total = 0;
        long group = 0;
        var start = at;
        var hasUnit = false;
        for (; at < words.Count; at++)
        {
            var word = text(words[at]);
            var isNumeral = EnglishNumerals.Values.TryGetValue(word, out var numeral);
            if (isNumeral && numeral < 20 && !hasUnit)
                (group, hasUnit) = (group + numeral, true);
            else if (isNumeral && numeral >= 20 && !hasUnit && group % 100 == 0)
                group += numeral;
            else if (IsHundred(word) && group is >= 0 and < 100)
                (group, hasUnit) = (Math.Max(group, 1) * 100, false);
            else if (s_scales.TryGetValue(word, out var scale))
                (total, group, hasUnit) = (total + (Math.Max(group, 1) * (BigInteger)scale), 0, false);
            else if (!IsBetween(word, at))
                break;
        }

        while (at > start && text(words[at - 1]).Equals("and", StringComparison.OrdinalIgnoreCase))
            at--;
        return Behind(words, ref at, start, total + group, text);

        bool IsBetween(string word, int i) =>
            (word.Equals("and", StringComparison.OrdinalIgnoreCase) && i > start && i + 1 < words.Count
                && IsHundred(text(words[i - 1])) | s_scales.ContainsKey(text(words[i - 1])))
            || (i == start && word.Equals("a", StringComparison.OrdinalIgnoreCase));
    }

    // The parts, the dozen and the decimals behind the whole number.
    private static ExactNumber? Behind(List<(int Start, int End)> words, ref int at, int start, BigInteger whole, Func<(int, int), string> text)
    {
        var next = at < words.Count ? text(words[at]) : "";
        var isBare = at == start || (at == start + 1 && text(words[start]).Equals("a", StringComparison.OrdinalIgnoreCase));
        if (EnglishNumerals.Parts.TryGetValue(next, out var part))
        {
            at++;
            return new ExactNumber(isBare ? 1 : whole, part);
        }

        if (IsDozen(next))
        {
            at++;
            return new ExactNumber(12 * (isBare ? 1 : whole), 1);
        }

        if (next.Equals("point", StringComparison.OrdinalIgnoreCase) && Decimals(words, at + 1, text) is { Length: > 0 } decimals)
        {
            at += 1 + decimals.Length;
            var scale = BigInteger.Pow(10, decimals.Length);
            return new ExactNumber((whole * scale) + BigInteger.Parse(decimals, CultureInfo.InvariantCulture), scale);
        }

        return isBare ? null : new ExactNumber(whole, 1);
    }

    private static string Decimals(List<(int Start, int End)> words, int at, Func<(int, int), string> text)
    {
        var digits = "";
        for (; at < words.Count && EnglishNumerals.Values.TryGetValue(text(words[at]), out var digit) && digit < 10; at++)
            digits += (char)('0' + digit);
        return digits;
    }

    private static bool IsHundred(string word) => word.Equals("hundred", StringComparison.OrdinalIgnoreCase);

    private static bool IsDozen(string word) => word.Equals("dozen", StringComparison.OrdinalIgnoreCase);

    private static List<(int Start, int End)> Words(string text)
    {
        var words = new List<(int, int)>();
        for (var at = 0; at < text.Length && words.Count < MostWords;)
        {
            if (!char.IsLetter(text[at]))
            {
                if (text[at] is not (' ' or '-' or '*' or '$' or '\\' or '{' or '}' or '_' or '"'))
                    break; // a sentence's end, a comma: what follows is something else
                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && (char.IsLetter(text[end]) || text[end] == '\''))
                end++;
            if (!(at > 0 && text[at - 1] == '\\')) // \text{
                words.Add((at, end));
            at = end;
        }

        return words;
    }
}
