using System.Globalization;
using System.Numerics;

namespace Rlar.Agents.Verifiers.Code;

/// <summary>
/// Whether a program printed what it should, as LiveCodeBench compares: both texts without white space around, line by line without white
/// space around; lines that differ are equal where both are decimal numbers of equal values (1.50 and 1.5).
/// </summary>
internal static class PrintedText
{
    private const int GreatestExponent = 1_000_000;

    /// <summary>Why the texts differ, or null where they do not.</summary>
    /// <param name="printed">What the program printed.</param>
    /// <param name="expected">What it should have.</param>
    internal static string? Difference(ReadOnlySpan<char> printed, ReadOnlySpan<char> expected)
    {
        printed = Stripped(printed);
        expected = Stripped(expected);
        int had = printed.Count('\n') + 1, wanted = expected.Count('\n') + 1;
        if (had != wanted)
            return $"{had} lines where {wanted} are expected";
        var ours = printed.Split('\n');
        var theirs = expected.Split('\n');
        for (var line = 1; ours.MoveNext() && theirs.MoveNext(); line++)
        {
            var one = Stripped(printed[ours.Current]);
            var other = Stripped(expected[theirs.Current]);
            if (!one.SequenceEqual(other) && !AreSameNumbers(one, other))
                return $"line {line} is {Verdict.Quote(one.ToString())} and not {Verdict.Quote(other.ToString())}";
        }

        return null;
    }

    private static bool AreSameNumbers(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        while (true)
        {
            var first = NextWord(ref one);
            var second = NextWord(ref other);
            if (first.IsEmpty || second.IsEmpty)
                return first.IsEmpty && second.IsEmpty;
            if (Number(first) is not { } value || Number(second) is not { } wanted || value != wanted)
                return false;
        }
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> text)
    {
        text = Stripped(text);
        var end = 0;
        while (end < text.Length && !IsSpace(text[end]))
            end++;
        var word = text[..end];
        text = text[end..];
        return word;
    }

    /// <summary>A decimal as digits without zeros at their end, and the exponent of ten; null where the word is none.</summary>
    private static (BigInteger Digits, int Exponent)? Number(ReadOnlySpan<char> word)
    {
        var exponent = 0;
        var e = word.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!int.TryParse(word[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > GreatestExponent)
                return null;
            word = word[..e];
        }

        var point = word.IndexOf('.');
        var digits = point < 0 ? word.ToString() : string.Concat(word[..point], word[(point + 1)..]);
        if (!digits.AsSpan().ContainsAnyInRange('0', '9') || !BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return null;
        if (point >= 0)
            exponent -= word.Length - point - 1;
        if (value.IsZero)
            return (value, 0);
        var text = digits.AsSpan().TrimEnd('0');
        return (BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent + digits.Length - text.Length);
    }

    private static ReadOnlySpan<char> Stripped(ReadOnlySpan<char> text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return text[start..end];
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';
}
