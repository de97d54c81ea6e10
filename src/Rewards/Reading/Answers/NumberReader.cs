using System.Globalization;
using System.Numerics;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>
/// Finds the numbers of a text: integers, decimals, thousands separators (1,000 and 1{,}000), signs (the Unicode minus and the en dash too),
/// fractions (3/4, \frac{3}{4}), mixed numbers (1 1/2, 1\frac{1}{2}), powers of ten (6e23), percent; a currency sign may precede. Linear in
/// the text, and bounded: more than 400 digits, or an exponent beyond 400, are no number.
/// </summary>
/// <remarks>
/// Only ASCII digits count. A digit beside a letter on its left, another script's digit or an invisible character belongs to something that
/// is no number, and neither do 3:1 (a ratio, a time) and 1.2.3 (a version) hold numbers: what a person would not read as the answer must
/// not match it.
/// </remarks>
internal static class NumberReader
{
    private const int MostDigits = 400;

    /// <summary>All numbers, in order.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<FoundNumber> All(ReadOnlySpan<char> text)
    {
        var found = new List<FoundNumber>();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '\\' && Fraction(text, at) is { } fraction)
            {
                found.Add(fraction);
                at = fraction.End;
            }
            else if (char.IsAsciiDigit(text[at]) || (text[at] == '.' && IsDigit(text, at + 1) && !IsDigit(text, at - 1)))
            {
                var cursor = at;
                if (Number(text, ref cursor) is { } number)
                    found.Add(number);
                at = cursor;
            }
            else
            {
                at++;
            }
        }

        return found;
    }

    /// <summary>Reads from a digit on; leaves the cursor after what it read, a number or not.</summary>
    private static FoundNumber? Number(ReadOnlySpan<char> text, ref int cursor)
    {
        var start = cursor;
        var isWhole = true;
        var digits = Digits(text, ref cursor);
        var value = Parse(digits);
        if (cursor < text.Length && text[cursor] == '.' && IsDigit(text, cursor + 1))
        {
            cursor++;
            var decimals = Digits(text, ref cursor, grouped: false);
            value = value is null ? null : Parse(digits + decimals);
            value = value is { } all ? all with { Denominator = BigInteger.Pow(10, Math.Min(decimals.Length, MostDigits)) } : null;
            isWhole = false;
        }

        var broken = SkipJoined(text, ref cursor) || !IsFreeBefore(text, start);
        if (Exponent(text, ref cursor) is { } exponent)
        {
            value = value is { } mantissa ? Scale(mantissa, exponent) : null;
            isWhole = false;
        }

        if (isWhole && value is { } whole)
            value = Divided(text, ref cursor, whole);
        if (cursor < text.Length && IsInvisibleOrForeignDigit(text[cursor]))
            broken = true;
        if (broken || value is not { } number)
            return null;
        var end = cursor;
        if (Percent(text, cursor) is { } percent)
        {
            end = cursor = percent;
            number = number with { IsPercent = true };
        }

        return Signed(text, number, start, end);
    }

    /// <summary>Digits with the separators of thousands taken out where they are well formed.</summary>
    private static string Digits(ReadOnlySpan<char> text, ref int cursor, bool grouped = true)
    {
        var start = cursor;
        while (IsDigit(text, cursor))
            cursor++;
        var digits = text[start..cursor].ToString();
        if (!grouped || digits.Length is 0 or > 3)
            return digits;
        while (Separator(text, cursor) is var width and > 0 && IsDigit(text, cursor + width) && IsDigit(text, cursor + width + 1)
            && IsDigit(text, cursor + width + 2) && !IsDigit(text, cursor + width + 3))
        {
            if (digits.Length > MostDigits)
                return digits;
            digits += text.Slice(cursor + width, 3).ToString();
            cursor += width + 3;
        }

        return digits;
    }

    private static int Separator(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length)
            return 0;
        if (text[at] == ',')
            return 1;
        return text[at..].StartsWith("{,}", StringComparison.Ordinal) ? 3 : text[at..].StartsWith("\\,", StringComparison.Ordinal) ? 2 : 0;
    }

    /// <summary>Goes past ":30" and ".3" that make a time, a ratio or a version of the number before.</summary>
    private static bool SkipJoined(ReadOnlySpan<char> text, ref int cursor)
    {
        var joined = false;
        while (cursor < text.Length && text[cursor] is ':' or '.' && IsDigit(text, cursor + 1))
        {
            joined = true;
            cursor++;
            while (IsDigit(text, cursor))
                cursor++;
        }

        return joined;
    }

    private static int? Exponent(ReadOnlySpan<char> text, ref int cursor)
    {
        if (cursor >= text.Length || text[cursor] is not ('e' or 'E'))
            return null;
        var at = cursor + 1;
        var negative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is '-' or '+')
            at++;
        var start = at;
        while (IsDigit(text, at))
            at++;
        if (at == start)
            return null;
        cursor = at;
        if (!int.TryParse(text[start..at], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return int.MaxValue;
        return negative ? -size : size;
    }

    private static ExactNumber? Scale(ExactNumber mantissa, int exponent)
    {
        if (exponent is > MostDigits or < -MostDigits)
            return null;
        return exponent >= 0
            ? mantissa with { Numerator = mantissa.Numerator * BigInteger.Pow(10, exponent) }
            : mantissa with { Denominator = mantissa.Denominator * BigInteger.Pow(10, -exponent) };
    }

    /// <summary>n, n/d, or n p/q as a mixed number.</summary>
    private static ExactNumber? Divided(ReadOnlySpan<char> text, ref int cursor, ExactNumber whole)
    {
        if (Over(text, cursor) is { } over)
        {
            cursor = over.End;
            return over.Denominator.IsZero ? null : whole with { Denominator = over.Denominator };
        }

        var at = cursor;
        if (at < text.Length && text[at] == ' ')
            at++;
        if (at < text.Length && text[at] == '\\' && Fraction(text, at) is { } fraction)
        {
            var (top, bottom) = (fraction.Value.Numerator, fraction.Value.Denominator);
            if (top.Sign < 0 || top >= bottom)
                return whole;
            cursor = fraction.End;
            return new ExactNumber(whole.Numerator * bottom + top, bottom);
        }

        if (at == cursor || !IsDigit(text, at))
            return whole;
        var part = Digits(text, ref at, grouped: false);
        if (part.Length > 4 || Over(text, at) is not { } below)
            return whole;
        var above = BigInteger.Parse(part, CultureInfo.InvariantCulture);
        if (above >= below.Denominator)
            return whole;
        cursor = below.End;
        return new ExactNumber(whole.Numerator * below.Denominator + above, below.Denominator);
    }

    private static (BigInteger Denominator, int End)? Over(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        if (at >= text.Length || text[at] != '/')
            return null;
        at++;
        while (at < text.Length && text[at] == ' ')
            at++;
        var digits = Digits(text, ref at, grouped: false);
        return digits.Length is 0 or > MostDigits || (at < text.Length && text[at] is '/' or '.' && IsDigit(text, at + 1))
            ? null
            : (BigInteger.Parse(digits, CultureInfo.InvariantCulture), at);
    }

    /// <summary>\frac{3}{4}, \dfrac{3}{4}, \tfrac{3}{4}, \frac34.</summary>
    private static FoundNumber? Fraction(ReadOnlySpan<char> text, int at)
    {
        foreach (var command in (ReadOnlySpan<string>)["\\frac", "\\dfrac", "\\tfrac"])
        {
            if (!text[at..].StartsWith(command, StringComparison.Ordinal))
                continue;
            var cursor = at + command.Length;
            if (Argument(text, ref cursor) is not { } above || Argument(text, ref cursor) is not { } below || below.IsZero)
                return null;
            return Signed(text, new ExactNumber(above * below.Sign, BigInteger.Abs(below)), at, cursor);
        }

        return null;
    }

    private static BigInteger? Argument(ReadOnlySpan<char> text, ref int cursor)
    {
        if (IsDigit(text, cursor))
            return text[cursor++] - '0';
        if (cursor >= text.Length || text[cursor] != '{')
            return null;
        var at = cursor + 1;
        var negative = at < text.Length && text[at] == '-';
        if (negative)
            at++;
        var digits = Digits(text, ref at);
        if (digits.Length is 0 or > MostDigits || at >= text.Length || text[at] != '}')
            return null;
        cursor = at + 1;
        var value = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        return negative ? -value : value;
    }

    private static int? Percent(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\\')
            at++;
        return at < text.Length && text[at] == '%' ? at + 1 : null;
    }

    /// <summary>
    /// Takes in a currency sign and a sign before the number. A minus that touches the number and follows a space or nothing is its sign
    /// ("so -5"); with a space between them, or touching what is before, it is one only where there is nothing to subtract from.
    /// </summary>
    private static FoundNumber Signed(ReadOnlySpan<char> text, ExactNumber number, int start, int end)
    {
        var at = SkipBack(text, start, "$\u20AC\u00A3\\ ");
        if (at == 0 || text[at - 1] is not ('-' or '\u2212' or '\u2013' or '+'))
            return new FoundNumber(number, start, end);
        var sign = at - 1;
        var touches = !text[at..start].Contains(' ');
        if (text[sign] == '\u2013' && !touches)
            return new FoundNumber(number, start, end); // a dash between words
        var before = touches ? sign : SkipBack(text, sign, " ");
        if (before > 0 && (char.IsLetterOrDigit(text[before - 1]) || text[before - 1] is ')' or '}' or ']' or '%' or '-' or '\u2212' or '\u2013'))
            return new FoundNumber(number, start, end);
        return new FoundNumber(text[sign] == '+' ? number : number with { Numerator = -number.Numerator }, sign, end);
    }

    private static int SkipBack(ReadOnlySpan<char> text, int at, string what)
    {
        // At most a few characters: a longer run is layout, not part of a number.
        for (var steps = 0; steps < 4 && at > 0 && what.Contains(text[at - 1]); steps++)
            at--;
        return at;
    }

    private static bool IsFreeBefore(ReadOnlySpan<char> text, int start) =>
        start == 0
        || !((char.IsLetter(text[start - 1]) && !IsOfUnspacedScript(text[start - 1])) || text[start - 1] == '_' || IsInvisibleOrForeignDigit(text[start - 1]));

    // Chinese, Japanese, Korean and Thai leave no blank between a word and a number; their numerals make another number of it.
    private static bool IsOfUnspacedScript(char c) =>
        c is (>= '\u0E00' and <= '\u0E4F') or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF')
        && !"\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u842c\u4ebf\u5104\u70B9".Contains(c);

    private static bool IsInvisibleOrForeignDigit(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.NonSpacingMark
        || (char.IsDigit(c) && !char.IsAsciiDigit(c));

    private static bool IsDigit(ReadOnlySpan<char> text, int at) => (uint)at < (uint)text.Length && char.IsAsciiDigit(text[at]);

    private static ExactNumber? Parse(string digits) => digits.Length > MostDigits
        ? null
        : new ExactNumber(digits.Length == 0 ? 0 : BigInteger.Parse(digits, CultureInfo.InvariantCulture), 1);
}

/// <summary>A number and where it stands in its text.</summary>
/// <param name="Value">The number.</param>
/// <param name="Start">Its first character, sign and currency included.</param>
/// <param name="End">One past its last character, percent sign included.</param>
internal readonly record struct FoundNumber(ExactNumber Value, int Start, int End);
