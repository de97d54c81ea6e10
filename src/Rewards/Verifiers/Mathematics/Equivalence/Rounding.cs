using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>
/// Whether a decimal stands for an exact value: it must have enough significant digits, and be the value rounded, or cut off, where it
/// ends. Two decimals are never near each other, unless one has the ten digits, or eight places, or more of a computed value.
/// </summary>
internal static class Rounding
{
    private const int ComputedDigits = 10;

    // A decimal of so many places was computed too, however small it is.
    private const int ComputedPlaces = 8;

    internal static bool Agrees(MathNode gold, MathNode answer, Rational expected, Rational given, int precision)
    {
        var (left, right) = (DecimalOf(gold), DecimalOf(answer));
        if (left is { } both && right is { } too)
        {
            return IsComputed(both) && both.Decimals > too.Decimals
                ? Ends(expected, given, too, precision)
                : IsComputed(too) && too.Decimals > both.Decimals && Ends(given, expected, both, precision);
        }

        return (left is { } l && Ends(given, expected, l, precision)) || (right is { } r && Ends(expected, given, r, precision));
    }

    /// <summary>The same for values that are not rational.</summary>
    internal static bool Agrees(MathNode gold, MathNode answer, int precision, Fuel fuel)
    {
        const int bits = 256;
        var (written, other) = DecimalOf(answer) is { } right ? (right, gold) : (DecimalOf(gold), answer);
        if (written is null || NumericEvaluation.OfConstant(other, bits, fuel) is not { } value)
            return false;
        if (value.Im.Magnitude > -bits / 2 || value.Magnitude > bits / 2)
            return false;
        // Exact to far more digits than any decimal that gets here has.
        var exact = Rational.Of(value.Re.ScaleByPowerOfTwo(bits).Round(), BigInteger.One << bits);
        return Ends(exact, written.Value, written, precision);
    }

    internal static bool IsDecimal(MathNode node) => DecimalOf(node) is not null;

    private static bool IsComputed(Number number) => number.Significant >= ComputedDigits || number.Decimals >= ComputedPlaces;

    private static Number? DecimalOf(MathNode node) => node switch
    {
        Number { Decimals: > 0 } number => number,
        Product { Factors: [Number { Value: var minus }, Number { Decimals: > 0 } number] } when minus == -Rational.One =>
            number with { Value = -number.Value },
        _ => null,
    };

    private static bool Ends(Rational exact, Rational written, Number number, int precision)
    {
        if (number.Significant < precision)
            return false;
        var unit = Rational.Of(1, BigInteger.Pow(10, number.Decimals));
        var difference = (exact - written).Abs();
        var isRounded = difference * Rational.From(2) is var twice && (twice < unit || twice == unit);
        var isCut = exact.Abs() > written.Abs() && difference < unit && exact.Sign == written.Sign;
        return isRounded || isCut;
    }
}
