namespace Rlar.Rewards.Verifiers.Mathematics.Numbers;

/// <content>Circular and hyperbolic functions and their inverses, on the branches of C99 with every 0 taken as +0.</content>
internal readonly partial struct BigComplex
{
    /// <summary>The sine, null out of range.</summary>
    internal BigComplex? Sin() => Parts() is { } p ? new BigComplex(p.Sin * p.Cosh, p.Cos * p.Sinh) : null;

    /// <summary>The cosine, null out of range.</summary>
    internal BigComplex? Cos() => Parts() is { } p ? new BigComplex(p.Cos * p.Cosh, -(p.Sin * p.Sinh)) : null;

    /// <summary>The tangent, null at a pole and out of range.</summary>
    internal BigComplex? Tan()
    {
        if (WithBits(Bits + Guard).Parts() is not { } p)
            return null;
        // Over a sum of two squares no digit is lost, as it may be in the quotient of sine and cosine.
        var norm = p.Cos * p.Cos + p.Sinh * p.Sinh;
        return new BigComplex(p.Sin * p.Cos, p.Sinh * p.Cosh).Divide(Real(norm))?.WithBits(Bits);
    }

    /// <summary>The hyperbolic sine, null out of range.</summary>
    internal BigComplex? Sinh() => TimesI().Sin()?.OverI();

    /// <summary>The hyperbolic cosine, null out of range.</summary>
    internal BigComplex? Cosh() => TimesI().Cos();

    /// <summary>The hyperbolic tangent, null at a pole and out of range.</summary>
    internal BigComplex? Tanh() => TimesI().Tan()?.OverI();

    /// <summary>The arc sine.</summary>
    internal BigComplex? Asin()
    {
        var (under, over) = UnitRoots();
        var re = BigReal.Atan2(Re, (under * over).Re);
        return new BigComplex(re, (under.Conjugate() * over).Im.Asinh()).WithBits(Bits);
    }

    /// <summary>The arc cosine.</summary>
    internal BigComplex? Acos()
    {
        var (under, over) = UnitRoots();
        var re = BigReal.Atan2(under.Re, over.Re).ScaleByPowerOfTwo(1);
        return new BigComplex(re, (over.Conjugate() * under).Im.Asinh()).WithBits(Bits);
    }

    /// <summary>The arc tangent, null at its poles i and -i.</summary>
    internal BigComplex? Atan()
    {
        if (IsReal)
            return Real(Re.Atan().WithBits(Bits));
        // At twice the precision the differences from 1 are exact.
        var bits = 2 * Bits + Guard;
        var (x, y, one) = (Re.WithBits(bits), Im.Abs().WithBits(bits), BigReal.One(bits));
        var (below, square) = (one - y, x * x);
        if (y.ScaleByPowerOfTwo(2).Divide(square + below * below) is not { } ratio)
            return null;
        var re = BigReal.Atan2(x.ScaleByPowerOfTwo(1).WithBits(Bits), (below * (one + y) - square).WithBits(Bits));
        var im = ratio.WithBits(Bits).LogOfOnePlus().ScaleByPowerOfTwo(-2);
        return new BigComplex(re.ScaleByPowerOfTwo(-1), Im.Sign < 0 ? -im : im);
    }

    /// <summary>The inverse hyperbolic sine.</summary>
    internal BigComplex? Asinh() => IsReal ? Real(Re.Asinh().WithBits(Bits)) : TimesI().Asin()?.OverI();

    /// <summary>The inverse hyperbolic cosine, its real part at least 0.</summary>
    internal BigComplex? Acosh()
    {
        var z = WithBits(Bits + Guard);
        var one = One(z.Bits);
        var (under, over) = ((z - one).PrincipalRoot(), (z + one).PrincipalRoot());
        var im = BigReal.Atan2(under.Im, over.Re).ScaleByPowerOfTwo(1);
        return new BigComplex((under.Conjugate() * over).Re.Asinh(), im).WithBits(Bits);
    }

    /// <summary>The inverse hyperbolic tangent, null at its poles 1 and -1.</summary>
    internal BigComplex? Atanh() => OverI().Atan()?.TimesI(); // Turned this way round, +0 as imaginary part becomes +0 as real part.

    // sqrt(1 - z) and sqrt(1 + z). The imaginary part of 1 - z is -0 where that of z is +0: hence the root of the conjugate.
    private (BigComplex Under, BigComplex Over) UnitRoots()
    {
        var z = WithBits(Bits + Guard);
        var one = One(z.Bits);
        return ((one - z).Conjugate().PrincipalRoot().Conjugate(), (one + z).PrincipalRoot());
    }

    private (BigReal Sin, BigReal Cos, BigReal Sinh, BigReal Cosh)? Parts() =>
        Re.SinCos() is { } angle && Im.SinhCosh() is { } size ? (angle.Sin, angle.Cos, size.Sinh, size.Cosh) : null;
}
