using System.Numerics;

namespace Rlar.Rewards.Verifiers.Mathematics.Numbers;

/// <summary>A real number, integer times a power of two, rounded to a number of significant bits after each operation.</summary>
/// <remarks>A result has the larger precision of its operands. Exponents saturate at 2^60, far beyond what the functions give.</remarks>
internal readonly partial struct BigReal : IComparable<BigReal>, IEquatable<BigReal>
{
    private const long MaxExponent = 1L << 60;

    // Bits computed beyond those kept, so that the errors of the steps are rounded away.
    private const int Guard = 32;

    private readonly BigInteger _mantissa;
    private readonly long _exponent;

    private BigReal(BigInteger mantissa, long exponent, int bits)
    {
        var excess = (int)BigInteger.Abs(mantissa).GetBitLength() - bits;
        _mantissa = excess > 0 ? RoundedShift(mantissa, excess) : mantissa;
        _exponent = mantissa.IsZero ? 0 : Math.Clamp(exponent + Math.Max(excess, 0), -MaxExponent, MaxExponent);
        Bits = bits;
    }

    /// <summary>Significant bits kept.</summary>
    internal int Bits { get; }

    /// <summary>-1, 0 or 1.</summary>
    internal int Sign => _mantissa.Sign;

    /// <summary>Whether the number is exactly 0.</summary>
    internal bool IsZero => _mantissa.IsZero;

    /// <summary>Whether the number has no fractional part.</summary>
    internal bool IsInteger =>
        _exponent >= 0 || (Magnitude > 0 && (_mantissa >> (int)-_exponent) << (int)-_exponent == _mantissa);

    /// <summary>floor(log2 |x|) + 1: |x| is below 2^Magnitude and at least half of it. The least long for 0.</summary>
    internal long Magnitude => IsZero ? long.MinValue : BigInteger.Abs(_mantissa).GetBitLength() + _exponent;

    /// <summary>0.</summary>
    /// <param name="bits">Precision.</param>
    internal static BigReal Zero(int bits) => new(BigInteger.Zero, 0, bits);

    /// <summary>1.</summary>
    /// <param name="bits">Precision.</param>
    internal static BigReal One(int bits) => new(BigInteger.One, 0, bits);

    /// <summary>An integer.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="bits">Precision.</param>
    internal static BigReal From(BigInteger value, int bits) => new(value, 0, bits);

    /// <summary>A fraction.</summary>
    /// <param name="numerator">Numerator.</param>
    /// <param name="denominator">Denominator, not 0.</param>
    /// <param name="bits">Precision.</param>
    internal static BigReal From(BigInteger numerator, BigInteger denominator, int bits)
    {
        // Both in full, not rounded first: the quotient is right to the last bit.
        var shift = bits + 8 + (int)BigInteger.Abs(denominator).GetBitLength() - (int)BigInteger.Abs(numerator).GetBitLength();
        return shift >= 0
            ? new((numerator << shift) / denominator, -shift, bits)
            : new(numerator / (denominator << -shift), -shift, bits);
    }

    /// <summary>The ratio of a circle's circumference to its diameter.</summary>
    /// <param name="bits">Precision.</param>
    internal static BigReal Pi(int bits) => new(FixedPoint.Pi(bits + Guard), -bits - Guard, bits);

    /// <summary>The natural logarithm of 2.</summary>
    /// <param name="bits">Precision.</param>
    internal static BigReal Ln2(int bits) => new(FixedPoint.Ln2(bits + Guard), -bits - Guard, bits);

    /// <summary>The number at another precision.</summary>
    /// <param name="bits">Precision.</param>
    internal BigReal WithBits(int bits) => new(_mantissa, _exponent, bits);

    /// <summary>|x|.</summary>
    internal BigReal Abs() => Sign < 0 ? -this : this;

    /// <summary>x times 2^power, exactly.</summary>
    /// <param name="power">The power, of either sign.</param>
    internal BigReal ScaleByPowerOfTwo(long power) => new(_mantissa, _exponent + Math.Clamp(power, -MaxExponent, MaxExponent), Bits);

    /// <summary>The quotient, null for a divisor of 0.</summary>
    /// <param name="by">Divisor.</param>
    internal BigReal? Divide(BigReal by) => by.IsZero ? null : Quotient(this, by);

    /// <summary>The largest integer not above. For a number of small magnitude.</summary>
    internal BigInteger Floor()
    {
        // Between -1 and 1 the shift may be too long to make.
        if (Magnitude <= 0)
            return Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero;
        return _exponent >= 0 ? _mantissa << (int)_exponent : _mantissa >> (int)-_exponent;
    }

    /// <summary>The nearest integer, halves away from 0. For a number of small magnitude.</summary>
    internal BigInteger Round() =>
        Magnitude < 0 ? BigInteger.Zero : _exponent >= 0 ? _mantissa << (int)_exponent : RoundedShift(_mantissa, (int)-_exponent);

    /// <summary>The nearest double or one beside it; infinite or 0 beyond the range of doubles.</summary>
    internal double ToDouble()
    {
        // 62 bits are a long, and rounding them once more moves a double by at most a unit.
        var excess = Math.Max(0, (int)BigInteger.Abs(_mantissa).GetBitLength() - 62);
        return Math.ScaleB((double)(long)(_mantissa >> excess), (int)Math.Clamp(_exponent + excess, -4096, 4096));
    }

    /// <inheritdoc/>
    public int CompareTo(BigReal other)
    {
        if (Sign != other.Sign || IsZero)
            return Sign.CompareTo(other.Sign);
        if (Magnitude != other.Magnitude)
            return Magnitude.CompareTo(other.Magnitude) * Sign;
        // Of one magnitude the exponents differ by no more than the precision.
        var shift = (int)(_exponent - other._exponent);
        return shift >= 0 ? (_mantissa << shift).CompareTo(other._mantissa) : _mantissa.CompareTo(other._mantissa << -shift);
    }

    /// <inheritdoc/>
    public bool Equals(BigReal other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BigReal other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sign, Magnitude); // One value has several mantissas, but one magnitude.

    /// <summary>Whether both are the same number, at whatever precision.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static bool operator ==(BigReal left, BigReal right) => left.Equals(right);

    /// <summary>Whether the numbers differ.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static bool operator !=(BigReal left, BigReal right) => !left.Equals(right);

    /// <summary>The opposite.</summary>
    /// <param name="x">The number.</param>
    public static BigReal operator -(BigReal x) => new(-x._mantissa, x._exponent, x.Bits);

    /// <summary>The sum.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static BigReal operator +(BigReal left, BigReal right)
    {
        var bits = Math.Max(left.Bits, right.Bits);
        if (left.IsZero || IsNegligible(left, right, bits))
            return right.WithBits(bits);
        if (right.IsZero || IsNegligible(right, left, bits))
            return left.WithBits(bits);
        var exponent = Math.Min(left._exponent, right._exponent);
        var sum = (left._mantissa << (int)(left._exponent - exponent)) + (right._mantissa << (int)(right._exponent - exponent));
        return new(sum, exponent, bits);
    }

    /// <summary>The difference.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static BigReal operator -(BigReal left, BigReal right) => left + -right;

    /// <summary>The product.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static BigReal operator *(BigReal left, BigReal right) =>
        new(left._mantissa * right._mantissa, left._exponent + right._exponent, Math.Max(left.Bits, right.Bits));

    /// <summary>Whether left is below right.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static bool operator <(BigReal left, BigReal right) => left.CompareTo(right) < 0;

    /// <summary>Whether left is above right.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static bool operator >(BigReal left, BigReal right) => left.CompareTo(right) > 0;

    /// <summary>Whether left is at most right.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static bool operator <=(BigReal left, BigReal right) => left.CompareTo(right) <= 0;

    /// <summary>Whether left is at least right.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static bool operator >=(BigReal left, BigReal right) => left.CompareTo(right) >= 0;

    // The divisor is not 0.
    private static BigReal Quotient(BigReal x, BigReal by)
    {
        var bits = Math.Max(x.Bits, by.Bits);
        var shift = Math.Max(0, bits + 8 + by.Length - x.Length);
        return new((x._mantissa << shift) / by._mantissa, x._exponent - by._exponent - shift, bits);
    }

    private int Length => (int)BigInteger.Abs(_mantissa).GetBitLength();

    // Too small beside the other to reach its last bit, though the shift that would align them may be too long to make.
    private static bool IsNegligible(BigReal small, BigReal large, int bits) =>
        !large.IsZero && large.Magnitude - small.Magnitude > bits + 4L;

    // Halves away from 0, so that x and -x round alike.
    private static BigInteger RoundedShift(BigInteger value, int shift)
    {
        if (shift == 0)
            return value;
        var twice = BigInteger.Abs(value) >> (shift - 1);
        var rounded = twice.IsEven ? twice >> 1 : (twice >> 1) + BigInteger.One;
        return value.Sign < 0 ? -rounded : rounded;
    }

    // The integer nearest below (in size, above for negative) to x 2^places. For a number of small magnitude.
    private BigInteger ToFixed(int places)
    {
        var shift = _exponent + places;
        if (shift >= 0)
            return _mantissa << (int)shift;
        return -shift > Length ? BigInteger.Zero : _mantissa >> (int)-shift;
    }
}
