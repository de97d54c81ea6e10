using System.Globalization;
using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Numbers in digits: repeating decimals, powers of ten, 5C2.
internal sealed partial class MathReader
{
    // Longer numbers than anyone answers with; reading digits costs their square.
    private const int LongestNumber = 2000;

    private static MathNode.Number NumberOf(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return new MathNode.Number(Rational.From(BigInteger.Parse(text, CultureInfo.InvariantCulture)), -1, text.TrimStart('0').Length);
        var digits = string.Concat(text.AsSpan(0, point), text.AsSpan(point + 1));
        var decimals = text.Length - point - 1;
        var value = Rational.Of(BigInteger.Parse(digits, CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals));
        return new MathNode.Number(value, decimals, digits.TrimStart('0').Length);
    }

    private MathNode? Number()
    {
        var token = Current;
        if (token.Text.Length > LongestNumber || !_fuel.Spend(token.Text.Length))
            return null;
        _at++;
        var number = NumberOf(token.Text);
        if (Repeating(token.Text) is { } repeating)
            return repeating;
        if (Ten(number) is { } scientific)
            return scientific;
        if (number.Decimals >= 0 && TakeDots())
            return GoesOn(token.Text) ?? number;
        return Chosen(number) ?? Mixed(Restated(OfWords(number)));
    }

    // 5C2
    private MathNode.Function? Chosen(MathNode.Number n)
    {
        if (Current is not { Kind: TokenKind.Letter, Text: "C" or "P", IsSpaced: false }
            || Next is not { Kind: TokenKind.Number, IsSpaced: false })
            return null;
        var name = Current.Text == "C" ? "binom" : "permutations";
        var k = NumberOf(Next.Text);
        _at += 2;
        return new MathNode.Function(name, [n, k]);
    }

    // _5C_2, ^5C_2
    private MathNode.Function? Prescript()
    {
        _at++;
        if (Nested(static r => r.Argument(wholeNumber: true)) is not { } n || Current is not { Kind: TokenKind.Letter, Text: "C" or "P" or "A" })
            return null;
        var name = Current.Text == "C" ? "binom" : "permutations";
        _at++;
        return Take('_') && Nested(static r => r.Argument(wholeNumber: true)) is { } k ? new MathNode.Function(name, [n, k]) : null;
    }

    // 6.02e23 and 1,500E-1: digits follow the letter directly.
    private MathNode.Number? Ten(MathNode.Number number)
    {
        if (Current is not { Kind: TokenKind.Letter, Text: "e" or "E", IsSpaced: false })
            return null;
        var isSigned = Next.Is('-') || Next.Is('+');
        var digits = Ahead(isSigned ? 2 : 1);
        if (digits is not { Kind: TokenKind.Number, IsSpaced: false } || Next.IsSpaced)
            return null;
        if (!int.TryParse(digits.Text, out var exponent) || exponent > LongestNumber)
            return null;
        var isNegative = Next.Is('-');
        if (isSigned && !Current.IsProse && Current.Text == "e" && number.Decimals < 0)
            return null; // 7e-4 between dollar signs is a difference
        _at += isSigned ? 3 : 2;
        var power = BigInteger.Pow(10, exponent);
        return new MathNode.Number(number.Value * (isNegative ? Rational.Of(1, power) : Rational.From(power)));
    }

    // 0.\overline{3}, 0.1\overline{6}, 0.\dot{3}: the lexer leaves "0" "." "overline", or "0.1" "overline".
    private MathNode.Number? Repeating(string written)
    {
        var start = _at;
        var hasPoint = written.Contains('.', StringComparison.Ordinal);
        if (!hasPoint && !Take('.'))
            return null;
        if (hasPoint && PeriodInBrackets() is { } period)
            return Periodic(written, period);
        if (!(TakeCommand("overline") || TakeCommand("bar") || TakeCommand("dot")) || Group() is not { } digits)
        {
            _at = start;
            return null;
        }

        return Periodic(written, digits);
    }

    // 0.1(6), but not 0.1(6)(7), which is a product
    private string? PeriodInBrackets()
    {
        if (!Current.Is('(') || Current.IsSpaced || Next is not { Kind: TokenKind.Number, IsSpaced: false } period)
            return null;
        if (!Ahead(2).Is(')') || Ahead(3).Is('(') || period.Text.Contains('.', StringComparison.Ordinal))
            return null;
        _at += 3;
        return period.Text;
    }

    private static MathNode.Number Periodic(string written, string digits)
    {
        var point = written.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : written.Length - point - 1;
        var nines = BigInteger.Pow(10, digits.Length) - 1;
        var tail = Rational.Of(BigInteger.Parse(digits, CultureInfo.InvariantCulture), nines * BigInteger.Pow(10, decimals));
        return new MathNode.Number(NumberOf(written).Value + tail);
    }

    private string? Group()
    {
        if (Current is { Kind: TokenKind.Number } bare && !bare.Text.Contains('.', StringComparison.Ordinal))
        {
            _at++;
            return bare.Text; // 0.\bar3
        }

        if (!Take('{') || Current.Kind != TokenKind.Number || Current.Text.Contains('.', StringComparison.Ordinal))
            return null;
        var digits = Current.Text;
        _at++;
        return Take('}') ? digits : null;
    }
}
