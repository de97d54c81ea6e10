using System.Globalization;
using System.Numerics;
using Rlar.Rewards.Reading.Words;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// What follows an atom or stands above it: powers, factorials, percent and degree signs, primes, and the base of a numeral.
internal sealed partial class MathReader
{
    private MathNode? Behind(MathNode atom)
    {
        while (_fuel.Spend(1))
        {
            if (Current.Is('^'))
            {
                if (PowerOf(atom) is not { } power)
                    return null;
                atom = power;
            }
            else if (Current.Is('!') && !(Next.Is('=') && !Next.IsSpaced && atom is not MathNode.Number))
            {
                _at++;
                atom = Take('!') && !Current.Is('!') ? new MathNode.Function("double-factorial", [atom]) : Factorials(atom);
            }
            else if (Current.Is('%'))
            {
                _at++;
                atom = new MathNode.Measured(atom, UnitTable.Percent);
            }
            else if (Current.IsCommand("degree"))
            {
                _at++;
                atom = new MathNode.Measured(atom, UnitTable.Degree);
            }
            else if (Current.Is('_') && atom is MathNode.Number)
            {
                if (BasedOn(atom) is not { } based)
                    return null;
                atom = based;
            }
            else if (Current.Is('\'') && atom is MathNode.Symbol or MathNode.Function)
            {
                _at++;
                atom = Derived(atom);
            }
            else
            {
                return atom;
            }
        }

        return null;
    }

    // f' and f'(x)
    private MathNode.Function Derived(MathNode atom)
    {
        var derived = new MathNode.Function("prime", [atom]);
        return Current.Is('(') && !Current.IsSpaced && Arguments() is { } arguments
            ? new MathNode.Function("prime", [derived, .. arguments])
            : derived;
    }

    // x!!! is ((x!)!)!; the second sign has been taken when there was a third.
    private MathNode.Function Factorials(MathNode atom)
    {
        var inner = new MathNode.Function("factorial", [atom]);
        return _tokens[_at - 1].Is('!') && _at >= 2 && _tokens[_at - 2].Is('!') ? new MathNode.Function("factorial", [inner]) : inner;
    }

    private MathNode? PowerOf(MathNode atom)
    {
        _at++;
        if (TakeDegreeMark())
            return new MathNode.Measured(atom, UnitTable.Degree);
        if (Take('\'') || TakeCommand("prime"))
            return new MathNode.Function("prime", [atom]);
        if (Current.IsCommand("top") || (Current is { Kind: TokenKind.Letter, Text: "T" } && atom is MathNode.Matrix))
        {
            _at++;
            return new MathNode.Function("transpose", [atom]);
        }

        if (Exponent() is not { } exponent)
            return null;
        return atom is MathNode.Measured measured
            ? measured with { Value = new MathNode.Power(measured.Value, exponent) }
            : new MathNode.Power(atom, exponent);
    }

    private bool TakeDegreeMark()
    {
        if (TakeCommand("circ") || TakeCommand("degree"))
            return true;
        if (!Current.Is('{') || !(Next.IsCommand("circ") || Next.IsCommand("degree")) || !Ahead(2).Is('}'))
            return false;
        _at += 3;
        return true;
    }

    private MathNode? Exponent()
    {
        if (Current.Is('-') || Current.Is('+'))
        {
            var isMinus = Current.Is('-');
            _at++;
            if (Nested(static r => r.Argument(wholeNumber: true)) is not { } value)
                return null;
            var raised = Current.Is('^') ? PowerOf(value) : value;
            return raised is null ? null : isMinus ? MathNode.Negative(raised) : raised;
        }

        // 2^10 in plain writing is 2 to the 10th; between dollar signs LaTeX raises the first digit only, and nobody means that.
        if (Nested(static r => r.Argument(wholeNumber: true)) is not { } exponent)
            return null;
        return Current.Is('^') ? Nested(r => r.PowerOf(exponent)) : exponent;
    }

    private MathNode? BasedOn(MathNode atom)
    {
        _at++;
        var isBraced = Take('{');
        if (Current.Kind != TokenKind.Number || !int.TryParse(Current.Text, out var radix) || radix is < 2 or > 36)
            return Numeral(isBraced) is { } named ? WithBase(atom, named) : null;
        _at++;
        return (!isBraced || Take('}')) ? WithBase(atom, radix) : null;
    }

    // 1010_{\text{two}}
    private int? Numeral(bool isBraced)
    {
        if (Current.Kind != TokenKind.Word || !EnglishNumerals.Values.TryGetValue(Current.Text, out var radix) || radix < 2)
            return null;
        _at++;
        return !isBraced || Take('}') ? radix : null;
    }

    // Reading the digits costs their square.
    private const int LongestBasedBits = 4096;

    private static MathNode.Based? WithBase(MathNode atom, int radix)
    {
        if (atom is not MathNode.Number { Decimals: < 0, Value: { IsInteger: true } value })
            return null;
        if (value.Numerator.GetBitLength() > LongestBasedBits)
            return null;
        var total = BigInteger.Zero;
        foreach (var digit in value.Numerator.ToString(CultureInfo.InvariantCulture))
        {
            if (digit - '0' >= radix)
                return null; // no such digit in that base
            total = total * radix + (digit - '0');
        }

        return new MathNode.Based(Rational.From(total), radix);
    }
}
