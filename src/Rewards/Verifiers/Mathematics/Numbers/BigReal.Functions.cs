using System.Numerics;

namespace Rlar.Rewards.Verifiers.Mathematics.Numbers;

/// <content>Roots, exponentials, logarithms and angles. Small results keep their relative precision.</content>
internal readonly partial struct BigReal
{
    // e^(2^24) has 24 million bits before its point: nothing that a verifier has to tell apart lies beyond.
    private const int MaxExpMagnitude = 24;

    // Below 2^-this the square of the argument is under the last bit: x and 1 stand for sin x and cos x.
    private int TinyMagnitude => -Bits / 2 - 2;

    /// <summary>The square root, null for a negative number.</summary>
    internal BigReal? Sqrt() => Sign < 0 ? null : AbsoluteRoot();

    /// <summary>The square root of |x|.</summary>
    internal BigReal AbsoluteRoot()
    {
        if (IsZero)
            return this;
        var shift = Math.Max(0, 2 * (Bits + 8) - Length);
        if ((_exponent - shift) % 2 != 0)
            shift++;
        return new(FixedPoint.Root(BigInteger.Abs(_mantissa) << shift), (_exponent - shift) / 2, Bits);
    }

    /// <summary>e^x, null unless |x| is below 2^24.</summary>
    internal BigReal? Exp()
    {
        if (Magnitude > MaxExpMagnitude)
            return null;
        if (Magnitude < -Bits - 2)
            return One(Bits);
        // The quotient has up to 25 bits, by which the error of ln 2 grows.
        var places = Bits + Guard;
        var quotient = BigInteger.DivRem(ToFixed(places + Guard), FixedPoint.Ln2(places + Guard), out var rest);
        return new(FixedPoint.Exp(rest >> Guard, places), (long)quotient - places, Bits);
    }

    /// <summary>The natural logarithm, null unless the number is positive.</summary>
    internal BigReal? Log() => Sign > 0 ? PositiveLog(Bits) : null;

    /// <summary>log(1 + x) for x of at least 0, precise for small x.</summary>
    internal BigReal LogOfOnePlus()
    {
        if (Magnitude < -Bits - 2)
            return this;
        var bits = Bits + Guard + (int)Math.Max(0, -Magnitude);
        return (One(bits) + this).PositiveLog(Bits);
    }

    /// <summary>The natural logarithm of a positive number.</summary>
    /// <param name="bits">Precision of the result: a number near 1 may need more bits than its logarithm.</param>
    internal BigReal PositiveLog(int bits)
    {
        // x = m 2^power with m from 3/4 to 3/2: the two parts of the logarithm cannot nearly cancel.
        var power = Magnitude;
        if (ScaleByPowerOfTwo(-power) < From(3, 4, Bits))
            power--;
        var scaled = ScaleByPowerOfTwo(-power);
        var distance = scaled - One(Bits);
        if (power == 0 && distance.IsZero)
            return Zero(bits);
        var places = bits + Guard + (power == 0 ? (int)Math.Max(0, -distance.Magnitude) : 0);
        return new(FixedPoint.Log(scaled.ToFixed(places), places) + power * FixedPoint.Ln2(places), -places, bits);
    }

    /// <summary>Sine and cosine, null for a magnitude above four times the precision.</summary>
    internal (BigReal Sin, BigReal Cos)? SinCos()
    {
        if (Magnitude > 4L * Bits)
            return null;
        if (Magnitude < TinyMagnitude)
            return (this, One(Bits));
        var (quarter, rest, places) = ReducedAngle();
        var (sin, cos) = FixedPoint.SinCos(rest, places);
        var (realSin, realCos) = Turned(new(sin, -places, Bits), new(cos, -places, Bits), quarter);
        return (Sign < 0 ? -realSin : realSin, realCos);
    }

    /// <summary>Hyperbolic sine and cosine, null unless |x| is below 2^24.</summary>
    internal (BigReal Sinh, BigReal Cosh)? SinhCosh()
    {
        if (Magnitude < TinyMagnitude)
            return (this, One(Bits));
        // The difference of the two exponentials of a small number has as many bits fewer.
        var bits = Bits + Guard + (int)Math.Clamp(-Magnitude, 0, Bits);
        if (WithBits(bits).Exp() is not { } grown)
            return null;
        var shrunk = Quotient(One(bits), grown);
        return ((grown - shrunk).ScaleByPowerOfTwo(-1).WithBits(Bits), (grown + shrunk).ScaleByPowerOfTwo(-1).WithBits(Bits));
    }

    /// <summary>The inverse hyperbolic sine.</summary>
    internal BigReal Asinh()
    {
        // log(1 + x + x^2 / (1 + sqrt(1 + x^2))) is precise for small x, where log(x + sqrt(1 + x^2)) is not.
        var x = Abs().WithBits(Bits + Guard);
        var one = One(x.Bits);
        var square = x * x;
        var result = (x + Quotient(square, one + (one + square).AbsoluteRoot())).LogOfOnePlus().WithBits(Bits);
        return Sign < 0 ? -result : result;
    }

    /// <summary>The arc tangent, between -pi/2 and pi/2.</summary>
    internal BigReal Atan() => Atan2(this, One(Bits));

    /// <summary>The angle of the point (x, y), above -pi and at most pi; 0 for the origin.</summary>
    /// <param name="y">Ordinate.</param>
    /// <param name="x">Abscissa.</param>
    internal static BigReal Atan2(BigReal y, BigReal x)
    {
        var bits = Math.Max(x.Bits, y.Bits);
        var (width, height) = (x.Abs().WithBits(bits + Guard), y.Abs().WithBits(bits + Guard));
        if (width.IsZero && height.IsZero)
            return Zero(bits);
        var angle = height > width
            ? Pi(bits + Guard).ScaleByPowerOfTwo(-1) - Quotient(width, height).AtanToOne()
            : Quotient(height, width).AtanToOne();
        if (x.Sign < 0)
            angle = Pi(bits + Guard) - angle;
        return (y.Sign < 0 ? -angle : angle).WithBits(bits);
    }

    // For x from 0 to 1.
    private BigReal AtanToOne()
    {
        if (Magnitude < TinyMagnitude)
            return this;
        var places = Bits + Guard + (int)Math.Max(0, -Magnitude);
        return new(FixedPoint.Atan(ToFixed(places), places), -places, Bits);
    }

    // |x| = quarter pi/2 + rest, with as many places as leave a rest near 0 its significant bits.
    private (int Quarter, BigInteger Left, int Places) ReducedAngle()
    {
        var places = Bits + Guard + (int)Math.Max(0, -Magnitude);
        var (quarter, rest) = ReducedAngle(places);
        var missing = Bits + Guard / 2 - (int)BigInteger.Abs(rest).GetBitLength();
        if (missing <= 0)
            return (quarter, rest, places);
        // A rest of no bits at all may be smaller still, by as many bits as the argument has.
        places += missing + Guard + (missing > Bits ? Bits : 0);
        (quarter, rest) = ReducedAngle(places);
        return (quarter, rest, places);
    }

    private (int Quarter, BigInteger Left) ReducedAngle(int places)
    {
        // The error of pi grows by the quotient, which has about Magnitude bits.
        var extra = (int)Math.Max(0, Magnitude) + 8;
        var right = FixedPoint.Pi(places + extra) >> 1;
        var angle = Abs().ToFixed(places + extra);
        var quotient = ((angle << 1) + right) / (right << 1);
        return ((int)(quotient & 3), (angle - quotient * right) >> extra);
    }

    private static (BigReal Sin, BigReal Cos) Turned(BigReal sin, BigReal cos, int quarter) => quarter switch
    {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    };
}
