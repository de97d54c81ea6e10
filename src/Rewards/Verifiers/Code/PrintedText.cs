using System.Globalization;
using System.Text;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// Whether a program printed what it should, as LiveCodeBench compares: both texts without white space around, line by line without white
/// space around; lines that differ are equal where both are decimal numbers of equal values (1.50 and 1.5).
/// </summary>
internal static class PrintedText
{
    private const long GreatestExponent = 999_999_999_999_999_999;

    /// <summary>Why the texts differ, or null where they do not.</summary>
    /// <param name="printed">What the program printed.</param>
    /// <param name="expected">What it should have.</param>
    internal static string? Difference(ReadOnlySpan<char> printed, ReadOnlySpan<char> expected)
    {
        printed = PythonText.Strip(printed);
        expected = PythonText.Strip(expected);
        int had = printed.Count('\n') + 1, wanted = expected.Count('\n') + 1;
        if (had != wanted)
            return $"{had} lines where {wanted} are expected";
        var ours = printed.Split('\n');
        var theirs = expected.Split('\n');
        for (var line = 1; ours.MoveNext() && theirs.MoveNext(); line++)
        {
            var one = PythonText.Strip(printed[ours.Current]);
            var other = PythonText.Strip(expected[theirs.Current]);
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
        text = PythonText.Strip(text);
        var end = 0;
        while (end < text.Length && !PythonText.IsSpace(text[end]))
            end++;
        var word = text[..end];
        text = text[end..];
        return word;
    }

    /// <summary>
    /// A number as Python's decimal.Decimal reads it, by its significant digits and the exponent of ten after the last; null where the word is
    /// none, or is no number that equals one (NaN).
    /// </summary>
    private static (bool IsNegative, string Digits, long Exponent)? Number(ReadOnlySpan<char> word)
    {
        var text = Plain(word).AsSpan();
        var isNegative = text.StartsWith("-");
        if (isNegative || text.StartsWith("+"))
            text = text[1..];
        if (text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase))
            return (isNegative, "inf", 0);
        var e = text.IndexOfAny('e', 'E');
        long exponent = 0;
        if (e >= 0)
        {
            if (!long.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs((decimal)exponent) > GreatestExponent)
                return null;
            text = text[..e];
        }

        var point = text.IndexOf('.');
        var digits = point < 0 ? text.ToString() : string.Concat(text[..point], text[(point + 1)..]);
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return null;
        if (point >= 0)
            exponent -= text.Length - point - 1;
        var significant = digits.AsSpan().TrimEnd('0');
        exponent += digits.Length - significant.Length;
        significant = significant.TrimStart('0');
        return significant.IsEmpty ? (false, "", 0) : (isNegative, significant.ToString(), exponent);
    }

    /// <summary>Without the underscores that Python allows anywhere, and with digits of other scripts as ASCII.</summary>
    private static string Plain(ReadOnlySpan<char> word)
    {
        var text = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            if (c != '_')
                text.Append(c > '\x7f' && char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c);
        }

        return text.ToString();
    }
}
