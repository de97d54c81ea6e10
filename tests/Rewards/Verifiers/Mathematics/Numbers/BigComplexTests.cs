using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using static Rlar.Rewards.Tests.Verifiers.Mathematics.Numbers.NumberSamples;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Numbers;

public sealed class BigComplexTests
{
    private const int Rounds = 30;

    private static readonly string[] s_functions =
        ["sqrt", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh", "acosh", "atanh"];

    public static TheoryData<int> Precisions => [128, 256, 512, 1024];

    // Values of Python's cmath, which follows C99.
    [Theory]
    [InlineData("sqrt", -2, 0, 0, 1.4142135623730951)]
    [InlineData("sqrt", 2, 0, 1.4142135623730951, 0)]
    [InlineData("sqrt", 0, 2, 1.0, 1.0)]
    [InlineData("sqrt", 0, -2, 1.0, -1.0)]
    [InlineData("sqrt", -0.5, 0, 0, 0.7071067811865476)]
    [InlineData("sqrt", -0.5, -2, 0.8836155308755134, -1.1317139242778693)]
    [InlineData("log", -2, 0, 0.6931471805599453, 3.141592653589793)]
    [InlineData("log", 2, 0, 0.6931471805599453, 0)]
    [InlineData("log", 0, 2, 0.6931471805599453, 1.5707963267948966)]
    [InlineData("log", 0, -2, 0.6931471805599453, -1.5707963267948966)]
    [InlineData("log", -0.5, 0, -0.6931471805599453, 3.141592653589793)]
    [InlineData("log", -0.5, -2, 0.7234594914681627, -1.8157749899217608)]
    [InlineData("asin", -2, 0, -1.5707963267948966, 1.3169578969248166)]
    [InlineData("asin", 2, 0, 1.5707963267948966, 1.3169578969248166)]
    [InlineData("asin", 0, 2, 0, 1.4436354751788103)]
    [InlineData("asin", 0, -2, 0, -1.4436354751788103)]
    [InlineData("asin", -0.5, 0, -0.5235987755982989, 0)]
    [InlineData("asin", -0.5, -2, -0.22101863562288385, -1.4657153519472905)]
    [InlineData("acos", -2, 0, 3.141592653589793, -1.3169578969248166)]
    [InlineData("acos", 2, 0, 0, -1.3169578969248166)]
    [InlineData("acos", 0, 2, 1.5707963267948966, -1.4436354751788103)]
    [InlineData("acos", 0, -2, 1.5707963267948966, 1.4436354751788103)]
    [InlineData("acos", -0.5, 0, 2.0943951023931953, 0)]
    [InlineData("acos", -0.5, -2, 1.7918149624177806, 1.4657153519472905)]
    [InlineData("atan", -2, 0, -1.1071487177940904, 0)]
    [InlineData("atan", 2, 0, 1.1071487177940904, 0)]
    [InlineData("atan", 0, 2, 1.5707963267948966, 0.5493061443340549)]
    [InlineData("atan", 0, -2, 1.5707963267948966, -0.5493061443340549)]
    [InlineData("atan", -0.5, 0, -0.4636476090008061, 0)]
    [InlineData("atan", -0.5, -2, -1.421546861001807, -0.5003700000525311)]
    [InlineData("asinh", -2, 0, -1.4436354751788103, 0)]
    [InlineData("asinh", 2, 0, 1.4436354751788103, 0)]
    [InlineData("asinh", 0, 2, 1.3169578969248166, 1.5707963267948966)]
    [InlineData("asinh", 0, -2, 1.3169578969248166, -1.5707963267948966)]
    [InlineData("asinh", -0.5, 0, -0.48121182505960347, 0)]
    [InlineData("asinh", -0.5, -2, -1.3618009008578458, -1.2930420702371825)]
    [InlineData("acosh", -2, 0, 1.3169578969248166, 3.141592653589793)]
    [InlineData("acosh", 2, 0, 1.3169578969248166, 0)]
    [InlineData("acosh", 0, 2, 1.4436354751788103, 1.5707963267948966)]
    [InlineData("acosh", 0, -2, 1.4436354751788103, -1.5707963267948966)]
    [InlineData("acosh", -0.5, 0, 0, 2.0943951023931953)]
    [InlineData("acosh", -0.5, -2, 1.4657153519472905, -1.7918149624177806)]
    [InlineData("atanh", -2, 0, -0.5493061443340549, 1.5707963267948966)]
    [InlineData("atanh", 2, 0, 0.5493061443340549, 1.5707963267948966)]
    [InlineData("atanh", 0, 2, 0, 1.1071487177940904)]
    [InlineData("atanh", 0, -2, 0, -1.1071487177940904)]
    [InlineData("atanh", -0.5, 0, -0.5493061443340549, 0)]
    [InlineData("atanh", -0.5, -2, -0.09641562020299617, -1.1265564408348223)]
    [InlineData("tan", -2, 0, 2.185039863261519, 0)]
    [InlineData("tan", 2, 0, -2.185039863261519, 0)]
    [InlineData("tan", 0, 2, 0, 0.9640275800758169)]
    [InlineData("tan", 0, -2, 0, -0.9640275800758169)]
    [InlineData("tan", -0.5, 0, -0.5463024898437905, 0)]
    [InlineData("tan", -0.5, -2, -0.030215987322877582, -0.979940849961738)]
    [InlineData("tanh", -2, 0, -0.9640275800758169, 0)]
    [InlineData("tanh", 2, 0, 0.9640275800758169, 0)]
    [InlineData("tanh", 0, 2, 0, -2.185039863261519)]
    [InlineData("tanh", 0, -2, 0, 2.185039863261519)]
    [InlineData("tanh", -0.5, 0, -0.46211715726000974, 0)]
    [InlineData("tanh", -0.5, -2, -1.3212865837711916, 0.8508781211449379)]
    public void Functions_OnAndBesideCuts_TakeTheSideOfC99(string function, double x, double y, double re, double im)
    {
        var value = Apply(function, FromComplex(new(x, y), 128))!.Value;
        Assert.Equal(re, value.Re.ToDouble(), 1e-14);
        Assert.Equal(im, value.Im.ToDouble(), 1e-14);
        Assert.Equal(re == 0, value.Re.IsZero);
        Assert.Equal(im == 0, value.Im.IsZero);
    }

    [Fact]
    public void Functions_InEveryQuadrant_AreThoseOfDoubles()
    {
        double[] sides = [-1.75, -0.5, 0.25, 2.5];
        foreach (var x in sides)
        {
            foreach (var y in sides)
                AssertDoubles(new Complex(x, y));
        }
    }

    [Fact]
    public void RealArguments_WhereTheFunctionIsReal_GiveExactlyRealResults()
    {
        var (third, two, none) = (Fraction(1, 3), Fraction(2, 1), Fraction(0, 1));
        string[] everywhere = ["exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "asinh"];
        string[] withinOne = ["sqrt", "log", "asin", "acos", "atanh"];
        Assert.All(everywhere, f => Assert.All([third, -third, two, -two, none], z => Assert.True(Apply(f, z)!.Value.Im.IsZero, f)));
        Assert.All(withinOne, f => Assert.True(Apply(f, third)!.Value.Im.IsZero, f));
        BigComplex[] ends = [none, Fraction(1, 1), Fraction(-1, 1)];
        Assert.All(ends, z => Assert.True(z.Asin()!.Value.Im.IsZero && z.Acos()!.Value.Im.IsZero));
        Assert.True(two.Acosh()!.Value.Im.IsZero);
        Assert.True(two.Pow(third)!.Value.Im.IsZero);
        Assert.True((-two).Pow(Fraction(-3, 1))!.Value.Im.IsZero);
        Assert.True((-two).Sqrt()!.Value.Re.IsZero);
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Functions_AtRandomPoints_AgreeWithTwiceThePrecision(int bits)
    {
        var random = new Random(bits);
        for (var i = 0; i < Rounds * s_functions.Length; i++)
        {
            var function = s_functions[i % s_functions.Length];
            var z = RandomComplex(random, bits, i % 2 == 0 ? -bits / 2 : -3, i % 3 == 0 ? 10 : 2);
            AssertClose(Apply(function, z.WithBits(2 * bits))!.Value, Apply(function, z), bits, 4);
        }
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Inverses_AtRandomPoints_AreUndone(int bits)
    {
        var random = new Random(bits + 1);
        for (var i = 0; i < Rounds; i++)
        {
            var z = RandomComplex(random, bits, -3, 3);
            AssertClose(z, z.Log()!.Value.Exp(), bits);
            AssertClose(z, z.Sqrt()!.Value.Power(2), bits);
            AssertClose(z, z.Asin()!.Value.Sin(), bits);
            AssertClose(z, z.Acos()!.Value.Cos(), bits);
            AssertClose(z, z.Atan()!.Value.Tan(), bits);
            AssertClose(z, z.Asinh()!.Value.Sinh(), bits);
            AssertClose(z, z.Acosh()!.Value.Cosh(), bits);
            AssertClose(z, z.Atanh()!.Value.Tanh(), bits);
        }
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Pow_AtRandomPoints_AddsExponents(int bits)
    {
        var random = new Random(bits + 2);
        for (var i = 0; i < Rounds; i++)
        {
            var (a, b, c) = (RandomComplex(random, bits, -3, 4), RandomComplex(random, bits, -3, 3), RandomComplex(random, bits, -3, 3));
            AssertClose(a.Pow(b + c)!.Value, a.Pow(b)!.Value * a.Pow(c)!.Value, bits);
            AssertClose(a, a.Divide(b)!.Value * b, bits);
            var n = random.Next(2, 5000);
            AssertClose(a.Pow(Fraction(n, 1, bits))!.Value, (a.WithBits(bits + 32).Log()!.Value * Fraction(n, 1, bits)).Exp(), bits);
        }
    }

    [Fact]
    public void Pow_KnownValues_AreExactWhereTheyCanBe()
    {
        var i = new BigComplex(BigReal.Zero(256), BigReal.One(256));
        var two = Fraction(2, 1);
        AssertExact(Fraction(-1, 1), i.Power(2));
        AssertExact(i, i.Power(BigInteger.Pow(10, 1000) + 1));
        AssertExact(Fraction(1, 1), i.Power(BigInteger.Pow(10, 30)));
        AssertExact(Fraction(-8, 1), (-two).Pow(Fraction(3, 1)));
        AssertExact(Fraction(1, 8), two.Pow(Fraction(-3, 1)));
        AssertExact(Fraction(1, 1), Fraction(0, 1).Pow(Fraction(0, 1)));
        AssertExact(Fraction(0, 1), Fraction(0, 1).Pow(Fraction(1, 2)));
        // exp(-pi/2), from mpmath.
        AssertClose(Decimal("0.207879576350761908546955619834978770033877841631769608075136", 256), i.Pow(i)!.Value.Re, 190, 0);
        var root = Fraction(-8, 1).Pow(Fraction(1, 3))!.Value;
        Assert.Equal(1, root.Re.ToDouble(), 1e-15);
        Assert.Equal(Math.Sqrt(3), root.Im.ToDouble(), 1e-15);
    }

    [Fact]
    public void UndefinedAndOutOfRange_IsNull()
    {
        var (zero, one, two) = (Fraction(0, 1), Fraction(1, 1), Fraction(2, 1));
        var i = new BigComplex(zero.Re, one.Re);
        Assert.Null(one.Divide(zero));
        Assert.Null(zero.Log());
        Assert.Null(zero.Power(-1));
        Assert.Null(zero.Pow(Fraction(-1, 2)));
        Assert.Null(zero.Pow(i));
        Assert.Null(two.Power(BigInteger.One << 4096));
        Assert.Null(two.Power(BigInteger.One << 100));
        Assert.Null(two.Power(-(BigInteger.One << 100)));
        Assert.Null(two.Pow(Fraction(1L << 40, 3)));
        Assert.Null(i.Atan());
        Assert.Null((-i).Atan());
        Assert.Null(one.Atanh());
        Assert.Null((-one).Atanh());
        Assert.Null(Fraction(1 << 24, 1).Exp());
        Assert.Null((i * Fraction(1 << 24, 1)).Sin());
    }

    [Fact]
    public void SizeAndAngle_AreThoseOfThePoint()
    {
        var z = new BigComplex(BigReal.From(-3, 256), BigReal.From(4, 256));
        Assert.Equal(BigReal.From(5, 256), z.Abs());
        Assert.Equal(Math.Atan2(4, -3), z.Arg().ToDouble(), 1e-15);
        Assert.Equal(3, z.Magnitude);
        Assert.Equal(BigReal.Pi(256), Fraction(-2, 1).Arg());
        // On the unit circle but for the last bits: the logarithm of the size is that of the point as rounded.
        var angle = BigReal.From(1, 3, 256).SinCos()!.Value;
        var point = new BigComplex(angle.Cos, angle.Sin);
        AssertClose(point.WithBits(1024).Log()!.Value.Re, point.Log()!.Value.Re, 256);
    }

    [Fact]
    public void Sin_OfHugeComplex_KeepsTheAngle()
    {
        var z = new BigComplex(Decimal("1e30", 256), BigReal.One(256));
        var expected = Decimal("-0.0901169019121380580303864289529873302743963329930434498854606665797739834768", 256)
            * BigReal.One(256).SinhCosh()!.Value.Cosh;
        AssertClose(expected, z.Sin()!.Value.Re, 240, 0);
    }

    private static void AssertDoubles(Complex z)
    {
        var big = FromComplex(z, 128);
        AssertNear(Complex.Sqrt(z), big.Sqrt());
        AssertNear(Complex.Exp(z), big.Exp());
        AssertNear(Complex.Log(z), big.Log());
        AssertNear(Complex.Sin(z), big.Sin());
        AssertNear(Complex.Cos(z), big.Cos());
        AssertNear(Complex.Tan(z), big.Tan());
        AssertNear(Complex.Sinh(z), big.Sinh());
        AssertNear(Complex.Cosh(z), big.Cosh());
        AssertNear(Complex.Tanh(z), big.Tanh());
        AssertNear(Complex.Asin(z), big.Asin());
        AssertNear(Complex.Acos(z), big.Acos());
        AssertNear(Complex.Atan(z), big.Atan());
        AssertNear(Complex.Pow(z, new Complex(-1.5, 0.75)), big.Pow(FromComplex(new(-1.5, 0.75), 128)));
        AssertNear(Complex.Pow(z, -5), big.Power(-5));
        Assert.Equal(z.Magnitude, big.Abs().ToDouble(), 1e-14);
        Assert.Equal(z.Phase, big.Arg().ToDouble(), 1e-14);
    }

    private static void AssertNear(Complex expected, BigComplex? actual)
    {
        var value = ToComplex(actual!.Value);
        Assert.True((expected - value).Magnitude <= 1e-12 * (1 + expected.Magnitude), $"{value}, not {expected}");
    }

    private static void AssertExact(BigComplex expected, BigComplex? actual)
    {
        Assert.Equal(expected.Re, actual?.Re);
        Assert.Equal(expected.Im, actual?.Im);
    }

    private static BigComplex Fraction(long numerator, long denominator, int bits = 256) =>
        new(BigReal.From(numerator, denominator, bits), BigReal.Zero(bits));

    private static BigComplex? Apply(string function, BigComplex z) => function switch
    {
        "sqrt" => z.Sqrt(),
        "exp" => z.Exp(),
        "log" => z.Log(),
        "sin" => z.Sin(),
        "cos" => z.Cos(),
        "tan" => z.Tan(),
        "sinh" => z.Sinh(),
        "cosh" => z.Cosh(),
        "tanh" => z.Tanh(),
        "asin" => z.Asin(),
        "acos" => z.Acos(),
        "atan" => z.Atan(),
        "asinh" => z.Asinh(),
        "acosh" => z.Acosh(),
        _ => z.Atanh(),
    };
}
