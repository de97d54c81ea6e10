using System.Globalization;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

/// <summary>Pieces of LaTeX.</summary>
internal static class Tex
{
    public const string Infinity = @"\infty";

    public static string Frac(object top, object bottom) => Fraction("frac", top, bottom);

    public static string Fraction(string command, object top, object bottom) => $@"\{command}{{{top}}}{{{bottom}}}";

    public static string Of(Rational value, string command = "frac") => value.Bottom == 1
        ? $"{value.Top}"
        : (value.Top < 0 ? "-" : "") + Fraction(command, Math.Abs(value.Top), value.Bottom);

    public static string Slash(Rational value) => value.Bottom == 1 ? $"{value.Top}" : $"{value.Top}/{value.Bottom}";

    public static string Sqrt(object inner) => $@"\sqrt{{{inner}}}";

    public static string Root(object index, object inner) => $@"\sqrt[{index}]{{{inner}}}";

    public static string Pow(object under, object exponent) => $"{under}^{{{exponent}}}";

    public static string Text(string words) => $@"\text{{{words}}}";

    public static string LeftRight(object inner) => $@"\left({inner}\right)";

    /// <summary>The sum of signed terms: "a", "-b", "c" is "a - b + c".</summary>
    public static string Sum(params ReadOnlySpan<string> terms)
    {
        var sum = terms[0];
        foreach (var term in terms[1..])
            sum += term.StartsWith('-') ? " - " + term[1..].TrimStart() : " + " + term;
        return sum;
    }

    /// <summary>A coefficient before a symbol: 1 and -1 leave only the sign.</summary>
    public static string Times(long coefficient, string symbol) =>
        coefficient switch { 1 => symbol, -1 => "-" + symbol, _ => coefficient + symbol };

    public static string Times(Rational coefficient, string symbol) =>
        coefficient.Bottom == 1 ? Times(coefficient.Top, symbol) : Of(coefficient) + symbol;

    /// <summary>In parentheses where a minus sign leads.</summary>
    public static string Guard(string term) => term.StartsWith('-') ? $"({term})" : term;

    public static string Grouped(long value, string separator) =>
        value.ToString("N0", CultureInfo.InvariantCulture).Replace(",", separator, StringComparison.Ordinal);

    public static string Decimal(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>The correct rounding to DIGITS significant digits, in decimal notation.</summary>
    public static string Rounded(double value, int digits)
    {
        var magnitude = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var places = Math.Max(0, digits - 1 - magnitude);
        return value.ToString("F" + places, CultureInfo.InvariantCulture);
    }

    /// <summary>Cut (not rounded) after PLACES decimals.</summary>
    public static string Truncated(double value, int places)
    {
        var scale = Math.Pow(10, places);
        return (Math.Truncate(value * scale) / scale).ToString("F" + places, CultureInfo.InvariantCulture);
    }
}
