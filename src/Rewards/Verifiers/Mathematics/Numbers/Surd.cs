using System.Numerics;

namespace Rlar.Rewards.Verifiers.Mathematics.Numbers;

/// <summary>
/// An exact sum of rational multiples of square roots of whole numbers without square factors: 1 + 2 √3 - i √5. The root of -n is i √n, and
/// that of 1 is 1. Square roots of different such numbers are linearly independent over the rationals, so two sums are equal only where their
/// terms are.
/// </summary>
internal sealed class Surd
{
    private const int MostTerms = 32;
    private const int LargestTrialDivisor = 1000;

    private readonly SortedDictionary<BigInteger, Rational> _terms = [];

    internal static Surd ImaginaryUnit { get; } = From(BigInteger.MinusOne, Rational.One);

    /// <summary>The value where it is rational, or null.</summary>
    internal Rational? AsRational => _terms.Count == 0 ? Rational.Zero : _terms.Count == 1 && _terms.TryGetValue(BigInteger.One, out var value) ? value : null;

    /// <summary>How many terms there are: what an operation costs.</summary>
    internal int Count => _terms.Count;

    internal static Surd From(Rational value) => From(BigInteger.One, value);

    /// <summary>The principal square root of a rational; null where its square factors cannot be found by small divisors.</summary>
    internal static Surd? Root(Rational value)
    {
        if (value.IsZero)
            return new Surd();
        // √(p/q) = √(p q) / q
        var whole = BigInteger.Abs(value.Numerator) * value.Denominator;
        var (outside, inside) = WithoutSquares(whole);
        if (inside.IsZero)
            return null;
        return From(value.Sign < 0 ? -inside : inside, Rational.Of(outside, value.Denominator));
    }

    internal Surd Plus(Surd other)
    {
        var sum = new Surd();
        foreach (var (radicand, factor) in _terms)
            sum.Add(radicand, factor);
        foreach (var (radicand, factor) in other._terms)
            sum.Add(radicand, factor);
        return sum;
    }

    /// <summary>The product; null where it would have too many terms.</summary>
    internal Surd? Times(Surd other)
    {
        var product = new Surd();
        foreach (var (a, left) in _terms)
        {
            foreach (var (b, right) in other._terms)
            {
                // √a √b = g √(a b / g²), and i i = -1
                var common = BigInteger.GreatestCommonDivisor(a, b);
                var rest = BigInteger.Abs(a) / common * (BigInteger.Abs(b) / common);
                var isNegative = a.Sign < 0 && b.Sign < 0;
                product.Add(a.Sign == b.Sign ? rest : -rest, left * right * Rational.From(isNegative ? -common : common));
            }
        }

        return product._terms.Count <= MostTerms ? product : null;
    }

    /// <summary>
    /// One over the number: by its conjugates, with the sign of one root after the other changed, until what is below is rational. Null for 0
    /// and where that does not end soon.
    /// </summary>
    internal Surd? Inverse()
    {
        var (above, below) = (From(Rational.One), this);
        for (var step = 0; step < 6; step++)
        {
            if (below.AsRational is { } rational)
                return Rational.One.Divide(rational) is { } inverse ? above.Times(From(inverse)) : null;
            var conjugate = below.Conjugate(below.Generator());
            if (above.Times(conjugate) is not { } nextAbove || below.Times(conjugate) is not { } nextBelow)
                return null;
            (above, below) = (nextAbove, nextBelow);
        }

        return null;
    }

    internal bool IsSameAs(Surd other) => _terms.Count == other._terms.Count && _terms.SequenceEqual(other._terms);

    private static Surd From(BigInteger radicand, Rational factor)
    {
        var surd = new Surd();
        surd.Add(radicand, factor);
        return surd;
    }

    private void Add(BigInteger radicand, Rational factor)
    {
        var sum = _terms.GetValueOrDefault(radicand) + factor;
        if (sum.IsZero)
            _ = _terms.Remove(radicand);
        else
            _terms[radicand] = sum;
    }

    // A root that the others can be told from: that of -1, or of the least prime of some radicand.
    private BigInteger Generator()
    {
        foreach (var radicand in _terms.Keys)
        {
            if (radicand.Sign < 0)
                return BigInteger.MinusOne;
        }

        var largest = _terms.Keys.Max();
        for (var divisor = 2; divisor <= LargestTrialDivisor; divisor++)
        {
            if ((largest % divisor).IsZero)
                return divisor;
        }

        return largest;
    }

    private Surd Conjugate(BigInteger generator)
    {
        var conjugate = new Surd();
        foreach (var (radicand, factor) in _terms)
        {
            var changes = generator.Sign < 0 ? radicand.Sign < 0 : (radicand % generator).IsZero;
            conjugate.Add(radicand, changes ? -factor : factor);
        }

        return conjugate;
    }

    // n = outside² inside, inside without square factors; inside is 0 where that is not certain.
    private static (BigInteger Outside, BigInteger Inside) WithoutSquares(BigInteger n)
    {
        var (outside, inside) = (BigInteger.One, BigInteger.One);
        for (var divisor = 2; divisor <= LargestTrialDivisor && n >= divisor; divisor++)
        {
            while (BigInteger.DivRem(n, divisor, out var rest) is var quotient && rest.IsZero)
            {
                n = quotient;
                (outside, inside) = (inside % divisor).IsZero ? (outside * divisor, inside / divisor) : (outside, inside * divisor);
            }
        }

        var root = FloorRoot(n);
        if (root * root == n)
            return (outside * root, inside);
        // Up to 1000³ what is left is a prime or a product of two different ones.
        return n < BigInteger.Pow(LargestTrialDivisor, 3) ? (outside, inside * n) : (outside, BigInteger.Zero);
    }

    private static BigInteger FloorRoot(BigInteger n)
    {
        if (n < 2)
            return n;
        var guess = BigInteger.One << (int)((n.GetBitLength() + 1) / 2);
        while ((guess + n / guess) / 2 is var next && next < guess)
            guess = next;
        return guess;
    }
}
