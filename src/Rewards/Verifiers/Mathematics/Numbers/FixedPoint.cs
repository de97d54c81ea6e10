using System.Collections.Concurrent;
using System.Numerics;

namespace Rlar.Rewards.Verifiers.Mathematics.Numbers;

/// <summary>Elementary functions of small arguments in fixed point: the integer n with p places is the number n / 2^p.</summary>
/// <remarks>Results err by a few units in the last place.</remarks>
internal static class FixedPoint
{
    // A double's logarithm or angle is right to about 50 bits, so a correction below this needs few terms of a series.
    private const int StartBits = 52;

    // Nearer than 2^-20 to the trivial value the series alone is fast, and a start from a double would be as small as its error.
    private const int TrivialBits = 20;

    private static readonly ConcurrentDictionary<int, BigInteger> s_pi = new();
    private static readonly ConcurrentDictionary<int, BigInteger> s_ln2 = new();

    /// <summary>The ratio of a circle's circumference to its diameter.</summary>
    /// <param name="places">Binary places.</param>
    internal static BigInteger Pi(int places) => Cached(s_pi, places, ComputePi);

    /// <summary>The natural logarithm of 2.</summary>
    /// <param name="places">Binary places.</param>
    internal static BigInteger Ln2(int places) => Cached(s_ln2, places, ComputeLn2);

    /// <summary>e^x for |x| at most 1.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="places">Binary places of argument and result.</param>
    internal static BigInteger Exp(BigInteger x, int places)
    {
        var halvings = (int)Math.Sqrt(places) / 2 + 2;
        // Each squaring doubles the relative error.
        var wide = places + halvings + 8;
        var sinh = Factorials(BigInteger.Abs(x) << (wide - places - halvings), wide, alternating: false);
        var cosh = Root((BigInteger.One << (2 * wide)) + sinh * sinh);
        var power = x.Sign < 0 ? cosh - sinh : cosh + sinh;
        for (var i = 0; i < halvings; i++)
            power = power * power >> wide;
        return power >> (wide - places);
    }

    /// <summary>Sine and cosine for |x| at most 1.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="places">Binary places of argument and results.</param>
    internal static (BigInteger Sin, BigInteger Cos) SinCos(BigInteger x, int places)
    {
        var thirds = (int)Math.Sqrt(places) / 4 + 1;
        // sin 3x = sin x (3 - 4 sin^2 x) makes the error at most three times as large.
        var wide = places + 2 * thirds + 8;
        var sin = Factorials((BigInteger.Abs(x) << (wide - places)) / BigInteger.Pow(3, thirds), wide, alternating: true);
        var three = (BigInteger)3 << wide;
        for (var i = 0; i < thirds; i++)
            sin = sin * (three - (sin * sin >> (wide - 2))) >> wide;
        // Below 1 the cosine is well away from 0, where the root would lose places.
        var cos = Root((BigInteger.One << (2 * wide)) - sin * sin);
        sin >>= wide - places;
        return (x.Sign < 0 ? -sin : sin, cos >> (wide - places));
    }

    /// <summary>Natural logarithm for x from 1/2 to 2.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="places">Binary places of argument and result.</param>
    internal static BigInteger Log(BigInteger x, int places)
    {
        var one = BigInteger.One << places;
        var start = IsTrivial(x - one, places) ? BigInteger.Zero : FromDouble(Math.Log(ToDouble(x, places)), places);
        var rest = start.IsZero ? x : x * Exp(-start, places) >> places;
        // log r = 2 artanh((r - 1) / (r + 1)).
        return start + (Odds(((rest - one) << places) / (rest + one), places, alternating: false) << 1);
    }

    /// <summary>Arc tangent for x from 0 to 1.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="places">Binary places of argument and result.</param>
    internal static BigInteger Atan(BigInteger x, int places)
    {
        if (IsTrivial(x, places))
            return Odds(x, places, alternating: true);
        var start = FromDouble(Math.Atan(ToDouble(x, places)), places);
        var (sin, cos) = SinCos(start, places);
        // The point (1, x), turned back by the start, lies at the angle that is left.
        var height = x * cos - (sin << places);
        var width = (cos << places) + x * sin;
        return start + Odds((height << places) / width, places, alternating: true);
    }

    /// <summary>The integer square root, at most 1 off.</summary>
    /// <param name="value">The square, at least 0.</param>
    internal static BigInteger Root(BigInteger value)
    {
        var length = (int)value.GetBitLength();
        if (length <= 52)
            return (ulong)Math.Sqrt((ulong)value);
        // The root of the upper half has half the digits; one step of Newton doubles them.
        var shift = length / 4 - 1;
        var near = (Root(value >> (2 * shift)) << shift) + (BigInteger.One << (shift - 1));
        return (near + value / near) >> 1;
    }

    // x - x^3/3! + x^5/5! - ... or, without the signs, sinh x; x >= 0.
    private static BigInteger Factorials(BigInteger x, int places, bool alternating)
    {
        var square = x * x >> places;
        var (sum, term) = (x, x);
        for (var k = 2; !term.IsZero; k += 2)
        {
            term = (term * square >> places) / (k * (k + 1));
            sum = alternating && k % 4 == 2 ? sum - term : sum + term;
        }
        return sum;
    }

    // x - x^3/3 + x^5/5 - ... or, without the signs, artanh x. The power loses at least a bit a turn, as |x| is well below 1.
    private static BigInteger Odds(BigInteger x, int places, bool alternating)
    {
        var square = x * x >> places;
        var power = BigInteger.Abs(x);
        var sum = power;
        for (var k = 3; !power.IsZero; k += 2)
        {
            power = power * square >> places;
            sum = alternating && k % 4 == 3 ? sum - power / k : sum + power / k;
        }
        return x.Sign < 0 ? -sum : sum;
    }

    private static bool IsTrivial(BigInteger distance, int places) => BigInteger.Abs(distance).GetBitLength() <= places - TrivialBits;

    private static BigInteger FromDouble(double value, int places) =>
        (BigInteger)(long)Math.ScaleB(value, StartBits) << (places - StartBits);

    private static double ToDouble(BigInteger value, int places) => Math.ScaleB((double)(value >> (places - StartBits)), -StartBits);

    // One entry serves all precisions up to the next multiple of 64, so that reductions of many sizes fill no memory.
    private static BigInteger Cached(ConcurrentDictionary<int, BigInteger> cache, int places, Func<int, BigInteger> compute)
    {
        var kept = (places + 63) / 64 * 64;
        return cache.GetOrAdd(kept, compute) >> (kept - places);
    }

    // Machin: pi = 16 arctan(1/5) - 4 arctan(1/239).
    private static BigInteger ComputePi(int places)
    {
        var wide = places + 32;
        return (16 * Inverse(5, wide, alternating: true) - 4 * Inverse(239, wide, alternating: true)) >> 32;
    }

    // ln 2 = 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749).
    private static BigInteger ComputeLn2(int places)
    {
        var wide = places + 32;
        return (18 * Inverse(26, wide, alternating: false) - 2 * Inverse(4801, wide, alternating: false)
            + 8 * Inverse(8749, wide, alternating: false)) >> 32;
    }

    // arctan(1/n), or artanh(1/n) without the signs.
    private static BigInteger Inverse(int n, int places, bool alternating)
    {
        var power = (BigInteger.One << places) / n;
        var sum = power;
        for (var k = 3; !power.IsZero; k += 2)
        {
            power /= n * n;
            sum = alternating && k % 4 == 3 ? sum - power / k : sum + power / k;
        }
        return sum;
    }
}
