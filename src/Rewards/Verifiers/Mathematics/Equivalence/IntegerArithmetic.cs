using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>
/// Integer functions whose cost is known before they run. Null where the fuel does not reach or the argument is out of range.
/// </summary>
internal static class IntegerArithmetic
{
    private const long MostBits = 40_000;

    /// <summary>value^exponent for an exponent of any sign.</summary>
    internal static Rational? Power(Rational value, BigInteger exponent, Fuel fuel)
    {
        if (exponent.IsZero)
            return value.IsZero ? null : Rational.One;
        if (value.IsZero)
            return exponent.Sign > 0 ? Rational.Zero : null;
        if (value.IsInteger && value.Numerator.IsOne)
            return Rational.One;
        if (value == -Rational.One)
            return exponent.IsEven ? Rational.One : -Rational.One;
        var magnitude = BigInteger.Abs(exponent);
        if (magnitude > MostBits || value.Size * (long)magnitude > MostBits || !fuel.Spend(value.Size * (long)magnitude / 64 + 4))
            return null;
        var n = (int)magnitude;
        var raised = Rational.Of(BigInteger.Pow(value.Numerator, n), BigInteger.Pow(value.Denominator, n));
        return exponent.Sign > 0 ? raised : Rational.One.Divide(raised);
    }

    /// <summary>The exact n-th root; null where there is none. The root of a negative number exists for odd n.</summary>
    internal static Rational? Root(Rational value, int n, Fuel fuel)
    {
        if (n < 1 || (value.Sign < 0 && n % 2 == 0))
            return null;
        if (Root(BigInteger.Abs(value.Numerator), n, fuel) is not { } numerator || Root(value.Denominator, n, fuel) is not { } denominator)
            return null;
        return Rational.Of(value.Sign < 0 ? -numerator : numerator, denominator);
    }

    /// <summary>n! for n up to 3000.</summary>
    internal static BigInteger? Factorial(Rational n, int step, Fuel fuel)
    {
        if (!n.IsInteger || n.Sign < 0 || n.Numerator > 3000 || !fuel.Spend((long)n.Numerator * 4))
            return null;
        return Range((int)n.Numerator, Math.Max(0, ((int)n.Numerator - 1) / step), step);
    }

    /// <summary>n over k, for whole k up to 3000.</summary>
    internal static Rational? Binomial(Rational n, Rational k, Fuel fuel)
    {
        if (!k.IsInteger || !n.IsInteger)
            return null;
        if (k.Sign < 0 || (n.Sign >= 0 && k > n))
            return Rational.Zero;
        var fewer = n.Sign >= 0 && n - k < k ? n - k : k;
        if (fewer.Numerator > 3000 || !fuel.Spend((long)fewer.Numerator * (n.Size + (long)fewer.Numerator / 16) / 64 + 4))
            return null;
        var product = BigInteger.One;
        for (var i = 0; i < (int)fewer.Numerator; i++)
            product = product * (n.Numerator - i) / (i + 1); // divides at every step
        return Rational.From(product);
    }

    // from (from - step) ... by halves, so that the factors of each product are alike in size
    private static BigInteger Range(int from, int more, int step)
    {
        if (more == 0)
            return Math.Max(from, 1);
        var half = more / 2;
        return Range(from, half, step) * Range(from - (half + 1) * step, more - half - 1, step);
    }

    private static BigInteger? Root(BigInteger value, int n, Fuel fuel)
    {
        if (value.IsZero || value.IsOne || n == 1)
            return value;
        var bits = value.GetBitLength();
        if (n > bits)
            return null;
        if (bits > MostBits || !fuel.Spend(bits * bits / 4096 + 8))
            return null;
        var guess = BigInteger.One << (int)((bits + n - 1) / n);
        while (true)
        {
            // Newton from above falls until it reaches the root
            var next = ((n - 1) * guess + value / BigInteger.Pow(guess, n - 1)) / n;
            if (next >= guess)
                break;
            guess = next;
        }

        return BigInteger.Pow(guess, n) == value ? guess : null;
    }
}
