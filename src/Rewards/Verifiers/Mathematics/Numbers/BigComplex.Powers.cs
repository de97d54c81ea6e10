using System.Numerics;

namespace Rlar.Rewards.Verifiers.Mathematics.Numbers;

/// <content>Roots, exponentials, logarithms and powers, on their principal branches.</content>
internal readonly partial struct BigComplex
{
    private const int MaxPowerBits = 4096;

    /// <summary>The square root with a real part of at least 0, on the positive imaginary axis for a negative number.</summary>
    internal BigComplex? Sqrt() => PrincipalRoot();

    /// <summary>e^z, null where the real or the imaginary part is out of range.</summary>
    internal BigComplex? Exp()
    {
        if (Re.Exp() is not { } size)
            return null;
        if (IsReal)
            return Real(size.WithBits(Bits));
        return Im.SinCos() is { } angle ? new BigComplex(size * angle.Cos, size * angle.Sin) : null;
    }

    /// <summary>The natural logarithm, its imaginary part above -pi and at most pi; null for 0.</summary>
    internal BigComplex? Log()
    {
        if (IsZero)
            return null;
        if (IsReal)
            return new BigComplex(Re.Abs().PositiveLog(Bits), Arg());
        // The square in full, as the logarithm of a size near 1 hangs on its last bits.
        return new BigComplex(SquaredNorm(2 * Bits + Guard).PositiveLog(Bits).ScaleByPowerOfTwo(-1), Arg());
    }

    /// <summary>The principal power. 0^0 is 1; null for 0 to a power neither positive nor 0, and out of range.</summary>
    /// <param name="exponent">Exponent.</param>
    internal BigComplex? Pow(BigComplex exponent)
    {
        var bits = Math.Max(Bits, exponent.Bits);
        if (exponent.IsReal && exponent.Re.IsInteger && exponent.Magnitude <= MaxPowerBits)
            return WithBits(bits).Power(exponent.Re.Round());
        if (IsZero)
            return exponent.IsReal && exponent.Re.Sign > 0 ? WithBits(bits) : null;
        // The exponential turns the absolute error of its argument into a relative one.
        var wide = bits + 2 * Guard + (int)Math.Clamp(exponent.Magnitude, 0, 4L * bits);
        return WithBits(wide).Log() is { } log ? (log * exponent).Exp()?.WithBits(bits) : null;
    }

    /// <summary>An integer power, by squaring. Null for 0 to a negative power, and where exponent or result is out of range.</summary>
    /// <param name="n">Exponent.</param>
    internal BigComplex? Power(BigInteger n)
    {
        var count = BigInteger.Abs(n);
        var length = (int)Math.Min(count.GetBitLength(), MaxPowerBits + 1);
        if (length > MaxPowerBits || (IsZero && n.Sign < 0))
            return null;
        if (IsZero || n.IsZero)
            return n.IsZero ? One(Bits) : this;
        // The error grows with the exponent.
        var power = WithBits(Bits + Guard + length).PositivePower(count, length);
        return (n.Sign < 0 ? power is { } under ? One(under.Bits).Divide(under) : null : power)?.WithBits(Bits);
    }

    // From the highest bit down no power passes the result in size, so that one out of range settles it.
    private BigComplex? PositivePower(BigInteger n, int length)
    {
        var power = this;
        for (var i = length - 2; i >= 0; i--)
        {
            power *= power;
            if (!(n >> i).IsEven)
                power *= this;
            if (power.Magnitude is > MaxMagnitude or < -MaxMagnitude)
                return null;
        }
        return power;
    }

    private BigComplex PrincipalRoot()
    {
        if (IsReal)
            return Re.Sign < 0 ? new(Im, Re.AbsoluteRoot()) : Real(Re.AbsoluteRoot());
        // The part that is a sum of two positive numbers by a root, the other from the product of both.
        var wide = WithBits(Bits + Guard);
        var large = (wide.Abs() + wide.Re.Abs()).ScaleByPowerOfTwo(-1).AbsoluteRoot();
        var small = wide.Im.Abs().ScaleByPowerOfTwo(-1).Divide(large) ?? BigReal.Zero(wide.Bits);
        var (re, im) = Re.Sign < 0 ? (small, large) : (large, small);
        return new BigComplex(re, Im.Sign < 0 ? -im : im).WithBits(Bits);
    }
}
