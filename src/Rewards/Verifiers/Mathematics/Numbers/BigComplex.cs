namespace Rlar.Rewards.Verifiers.Mathematics.Numbers;

/// <summary>A complex number. An imaginary part that is exactly 0 stays so wherever the real function is real.</summary>
internal readonly partial struct BigComplex
{
    // Powers whose size needs a longer exponent than this count as out of range.
    private const long MaxMagnitude = 1L << 40;

    // Bits computed beyond those kept, so that the errors of the steps are rounded away.
    private const int Guard = 32;

    /// <summary>From its parts.</summary>
    /// <param name="re">Real part.</param>
    /// <param name="im">Imaginary part.</param>
    internal BigComplex(BigReal re, BigReal im) => (Re, Im) = (re, im);

    /// <summary>Real part.</summary>
    internal BigReal Re { get; }

    /// <summary>Imaginary part.</summary>
    internal BigReal Im { get; }

    /// <summary>Whether both parts are exactly 0.</summary>
    internal bool IsZero => Re.IsZero && Im.IsZero;

    /// <summary>Whether the imaginary part is exactly 0.</summary>
    internal bool IsReal => Im.IsZero;

    /// <summary>Significant bits kept.</summary>
    internal int Bits => Math.Max(Re.Bits, Im.Bits);

    /// <summary>Magnitude of the larger part.</summary>
    internal long Magnitude => Math.Max(Re.Magnitude, Im.Magnitude);

    /// <summary>The absolute value.</summary>
    internal BigReal Abs()
    {
        if (IsReal)
            return Re.Abs().WithBits(Bits);
        return Re.IsZero ? Im.Abs().WithBits(Bits) : SquaredNorm(2 * Guard + Bits).AbsoluteRoot().WithBits(Bits);
    }

    /// <summary>The angle, above -pi and at most pi; 0 for 0.</summary>
    internal BigReal Arg() => BigReal.Atan2(Im, Re);

    /// <summary>The number at another precision.</summary>
    /// <param name="bits">Precision.</param>
    internal BigComplex WithBits(int bits) => new(Re.WithBits(bits), Im.WithBits(bits));

    /// <summary>The quotient, null for a divisor of 0.</summary>
    /// <param name="by">Divisor.</param>
    internal BigComplex? Divide(BigComplex by)
    {
        var norm = by.IsReal ? by.Re : by.SquaredNorm(Math.Max(Bits, by.Bits));
        var product = by.IsReal ? this : this * by.Conjugate();
        return product.Re.Divide(norm) is { } re && product.Im.Divide(norm) is { } im ? new BigComplex(re, im) : null;
    }

    /// <summary>The opposite.</summary>
    /// <param name="z">The number.</param>
    public static BigComplex operator -(BigComplex z) => new(-z.Re, -z.Im);

    /// <summary>The sum.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static BigComplex operator +(BigComplex left, BigComplex right) => new(left.Re + right.Re, left.Im + right.Im);

    /// <summary>The difference.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static BigComplex operator -(BigComplex left, BigComplex right) => new(left.Re - right.Re, left.Im - right.Im);

    /// <summary>The product.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    public static BigComplex operator *(BigComplex left, BigComplex right) => left.IsReal && right.IsReal
        ? Real(left.Re * right.Re)
        : new(left.Re * right.Re - left.Im * right.Im, left.Re * right.Im + left.Im * right.Re);

    private static BigComplex Real(BigReal value) => new(value, BigReal.Zero(value.Bits));

    private static BigComplex One(int bits) => Real(BigReal.One(bits));

    private BigComplex Conjugate() => new(Re, -Im);

    private BigComplex TimesI() => new(-Im, Re);

    private BigComplex OverI() => new(Im, -Re);

    private BigReal SquaredNorm(int bits)
    {
        var (re, im) = (Re.WithBits(bits), Im.WithBits(bits));
        return re * re + im * im;
    }
}
