using System.Globalization;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// Whether a program printed what it should: both texts without white space around, line by line without white space around. A word is as
/// expected where it is the same text, or where a number with a point or an exponent is expected and one within 1e-6 of it is printed (of its
/// size, or absolutely, as the checkers of contests have it). Integers are expected as they stand: 5.0, 05 and +5 are not 5. Only where the
/// row expects numbers with a point elsewhere is an integer one of these, and its exact value will do (3.0 for 3). White space within a line
/// counts, unless all of the line is numbers.
/// </summary>
internal static class PrintedText
{
    private const double Tolerance = 1e-6;
    private const long GreatestExponent = 999_999_999_999_999_999;

    private enum Kind
    {
        Word,
        Integer,
        Real,
        Infinite,
        NotANumber,
    }

    /// <summary>Why the texts differ, or null where they do not.</summary>
    /// <param name="printed">What the program printed.</param>
    /// <param name="expected">What it should have.</param>
    /// <param name="hasReals">Whether the row expects numbers with a point or an exponent, here or in another case.</param>
    internal static string? Difference(ReadOnlySpan<char> printed, ReadOnlySpan<char> expected, bool hasReals = false)
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
            if (!one.SequenceEqual(other) && !AreSameWords(one, other, hasReals))
                return $"line {line} is {Verdict.Quote(one.ToString())} and not {Verdict.Quote(other.ToString())}";
        }

        return null;
    }

    /// <summary>Whether an expected text has a number with a point or an exponent.</summary>
    /// <param name="expected">What a program should print.</param>
    internal static bool HasReals(ReadOnlySpan<char> expected)
    {
        while (true)
        {
            var word = NextWord(ref expected, out _);
            if (word.IsEmpty)
                return false;
            if (KindOf(word) == Kind.Real)
                return true;
        }
    }

    private static bool AreSameWords(ReadOnlySpan<char> one, ReadOnlySpan<char> other, bool hasReals)
    {
        bool areNumbers = true, areSpacedAlike = true;
        while (true)
        {
            var printed = NextWord(ref one, out var ourSpace);
            var expected = NextWord(ref other, out var theirSpace);
            if (printed.IsEmpty || expected.IsEmpty)
                return printed.IsEmpty && expected.IsEmpty && (areNumbers || areSpacedAlike);
            areSpacedAlike &= ourSpace.SequenceEqual(theirSpace);
            var kind = KindOf(expected);
            areNumbers &= kind != Kind.Word;
            if (!printed.SequenceEqual(expected) && !IsNear(printed, expected, kind, hasReals))
                return false;
        }
    }

    private static bool IsNear(ReadOnlySpan<char> printed, ReadOnlySpan<char> expected, Kind kind, bool hasReals) => (kind, KindOf(printed)) switch
    {
        (Kind.Real, Kind.Integer or Kind.Real) => AreClose(printed, expected) || (Exact(printed) is { } value && value == Exact(expected)),
        (Kind.Integer, Kind.Integer or Kind.Real) => hasReals && Exact(printed) is { } exact && exact == Exact(expected),
        (Kind.Infinite, Kind.Infinite) => printed.StartsWith("-") == expected.StartsWith("-"),
        (Kind.NotANumber, Kind.NotANumber) => true,
        _ => false,
    };

    private static bool AreClose(ReadOnlySpan<char> printed, ReadOnlySpan<char> expected)
    {
        double value = double.Parse(printed, CultureInfo.InvariantCulture), wanted = double.Parse(expected, CultureInfo.InvariantCulture);
        return double.IsFinite(value) && double.IsFinite(wanted) && Math.Abs(value - wanted) <= Tolerance * Math.Max(1, Math.Abs(wanted));
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> space)
    {
        var start = 0;
        while (start < text.Length && PythonText.IsSpace(text[start]))
            start++;
        var end = start;
        while (end < text.Length && !PythonText.IsSpace(text[end]))
            end++;
        space = text[..start];
        var word = text[start..end];
        text = text[end..];
        return word;
    }

    /// <summary>What a word is: numbers are of ASCII digits, with a sign, a point and an exponent at most, as programs print them.</summary>
    private static Kind KindOf(ReadOnlySpan<char> word)
    {
        var digits = word is ['+' or '-', ..] ? word[1..] : word;
        if (digits.IsEmpty)
            return Kind.Word;
        if (!char.IsAsciiDigit(digits[0]) && digits[0] != '.')
        {
            return digits.Equals("inf", StringComparison.OrdinalIgnoreCase) || digits.Equals("infinity", StringComparison.OrdinalIgnoreCase) ? Kind.Infinite
                : digits.Equals("nan", StringComparison.OrdinalIgnoreCase) ? Kind.NotANumber
                : Kind.Word;
        }

        var rest = digits.TrimStart("0123456789");
        if (rest.IsEmpty)
            return Kind.Integer;
        var count = digits.Length - rest.Length;
        if (rest[0] == '.')
        {
            var part = rest[1..].TrimStart("0123456789");
            count += rest.Length - 1 - part.Length;
            rest = part;
        }

        if (count == 0)
            return Kind.Word;
        if (rest is ['e' or 'E', .. var exponent])
        {
            var power = exponent is ['+' or '-', ..] ? exponent[1..] : exponent;
            return !power.IsEmpty && !power.ContainsAnyExceptInRange('0', '9') ? Kind.Real : Kind.Word;
        }

        return rest.IsEmpty ? Kind.Real : Kind.Word;
    }

    /// <summary>A number by its significant digits and the exponent of ten after the last, or null where the exponent is out of all bounds.</summary>
    private static (bool IsNegative, string Digits, long Exponent)? Exact(ReadOnlySpan<char> text)
    {
        var isNegative = text[0] == '-';
        if (text[0] is '-' or '+')
            text = text[1..];
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
        if (point >= 0)
            exponent -= text.Length - point - 1;
        var significant = digits.AsSpan().TrimEnd('0');
        exponent += digits.Length - significant.Length;
        significant = significant.TrimStart('0');
        return significant.IsEmpty ? (false, "", 0) : (isNegative, significant.ToString(), exponent);
    }
}
