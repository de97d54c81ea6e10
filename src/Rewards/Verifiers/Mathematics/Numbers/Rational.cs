using System.Globalization;
using System.Numerics;

namespace Rlar.Rewards.Verifiers.Mathematics.Numbers;

/// <summary>An exact fraction in lowest terms, denominator above 0.</summary>
internal readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly BigInteger _denominatorLessOne; // so that default is 0 and not 0/0

    private Rational(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        _denominatorLessOne = denominator - 1;
    }

    internal static Rational Zero => default;

    internal static Rational One { get; } = From(1);

    internal BigInteger Numerator { get; }

    internal BigInteger Denominator => _denominatorLessOne + 1;

    internal bool IsInteger => _denominatorLessOne.IsZero;

    internal bool IsZero => Numerator.IsZero;

    internal int Sign => Numerator.Sign;

    /// <summary>Bits of both parts: what an operation on it costs.</summary>
    internal long Size => Numerator.GetBitLength() + Denominator.GetBitLength();

    /// <summary>What an operation on numbers of this many bits costs, in units of fuel: the common divisor, which is quadratic.</summary>
    internal static long Cost(long bits) => 1 + bits / 64 * (bits / 64) / 20;

    public static Rational operator +(Rational a, Rational b) => a.IsInteger && b.IsInteger
        ? From(a.Numerator + b.Numerator)
        : Of(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator *(Rational a, Rational b) => Of(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    internal static Rational From(BigInteger value) => new(value, BigInteger.One);

    /// <summary>A fraction, reduced. The denominator is not 0.</summary>
    internal static Rational Of(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsOne)
            return From(numerator);
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
            divisor = -divisor;
        return new Rational(numerator / divisor, denominator / divisor);
    }

    /// <summary>The quotient; null for a divisor of 0.</summary>
    internal Rational? Divide(Rational by) => by.IsZero ? null : Of(Numerator * by.Denominator, Denominator * by.Numerator);

    internal Rational Abs() => new(BigInteger.Abs(Numerator), Denominator);

    internal BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Rational other) => Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : $"{Numerator.ToString(CultureInfo.InvariantCulture)}/{Denominator.ToString(CultureInfo.InvariantCulture)}";
}
