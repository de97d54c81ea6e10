using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using static Rlar.Rewards.Tests.Verifiers.Mathematics.Numbers.NumberSamples;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Numbers;

public sealed class BigRealTests
{
    private const int Rounds = 40;

    public static TheoryData<int> Precisions => [128, 256, 512, 1024];

    // Digits from mpmath at 90 digits.
    [Theory]
    [InlineData("pi", "0", "3.14159265358979323846264338327950288419716939937510582097494459230781640629")]
    [InlineData("exp", "1", "2.71828182845904523536028747135266249775724709369995957496696762772407663035")]
    [InlineData("exp", "-100", "3.72007597602083596295969580386311833735889229237678196712061387666329047590e-44")]
    [InlineData("log", "2", "0.693147180559945309417232121458176568075500134360255254120680009493393621970")]
    [InlineData("log", "3", "1.09861228866810969139524523692252570464749055782274945173469433363749429322")]
    [InlineData("log", "10", "2.30258509299404568401799145468436420760110148862877297603332790096757260968")]
    [InlineData("log", "0.1", "-2.30258509299404568401799145468436420760110148862877297603332790096757260968")]
    [InlineData("sqrt", "2", "1.41421356237309504880168872420969807856967187537694807317667973799073247846")]
    [InlineData("sin", "1", "0.841470984807896506652502321630298999622563060798371065672751709991910404391")]
    [InlineData("cos", "1", "0.540302305868139717400936607442976603732310420617922227670097255381100394774")]
    [InlineData("sin", "-1", "-0.841470984807896506652502321630298999622563060798371065672751709991910404391")]
    [InlineData("sin", "1e30", "-0.0901169019121380580303864289529873302743963329930434498854606665797739834768")]
    [InlineData("cos", "1e30", "-0.995931194405395702394248587997048641130247734955048271346800417993772136401")]
    [InlineData("atan", "0.5", "0.463647609000806116214256231461214402028537054286120263810933088720197864166")]
    [InlineData("asinh", "0.5", "0.481211825059603447497758913424368423135184334385660519661018168840163867608")]
    public void Functions_AtKnownPoints_GiveKnownDigits(string function, string x, string expected)
    {
        var bits = 256;
        AssertClose(Decimal(expected, bits), Apply(function, Decimal(x, bits)), 246, 0);
    }

    [Fact]
    public void From_FractionsAndIntegers_AreRoundedToTheNearest()
    {
        Assert.Equal(BigReal.From(1, 128), BigReal.From(3, 3, 128));
        Assert.Equal(-0.75, BigReal.From(3, -4, 128).ToDouble());
        Assert.True(BigReal.From(0, 5, 128).IsZero);
        var third = BigReal.From(1, 3, 128) * BigReal.From(3, 128);
        AssertClose(BigReal.One(128), third, 128, 2);
        var wide = (BigInteger.One << 200) + 1;
        Assert.Equal(BigReal.One(128).ScaleByPowerOfTwo(200), BigReal.From(wide, 128));
        Assert.True(BigReal.From(wide, 256) > BigReal.From(wide, 128));
        Assert.Equal(256, (BigReal.From(wide, 256) + BigReal.From(wide, 128)).Bits);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("0.5", 0)]
    [InlineData("-0.75", 0)]
    [InlineData("8", 4)]
    [InlineData("0.124", -3)]
    [InlineData("0", long.MinValue)]
    public void Magnitude_IsFloorOfLogarithmPlusOne(string x, long expected) => Assert.Equal(expected, Decimal(x, 128).Magnitude);

    [Theory]
    [InlineData("2.5", 2, 3)]
    [InlineData("-2.5", -3, -3)]
    [InlineData("0.25", 0, 0)]
    [InlineData("-0.25", -1, 0)]
    [InlineData("0.5", 0, 1)]
    [InlineData("-0.5", -1, -1)]
    [InlineData("0", 0, 0)]
    [InlineData("7", 7, 7)]
    [InlineData("-1000000000000", -1000000000000, -1000000000000)]
    public void FloorAndRound_GiveIntegers(string x, long floor, long round)
    {
        Assert.Equal(floor, Decimal(x, 128).Floor());
        Assert.Equal(round, Decimal(x, 128).Round());
    }

    [Fact]
    public void Order_FollowsValueNotForm()
    {
        string[] rising = ["-1e40", "-3", "-0.5", "-1e-40", "0", "1e-40", "0.5", "1", "1.5", "2", "3", "1e40"];
        var values = rising.Select(text => Decimal(text, 128)).ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
                Assert.Equal(i.CompareTo(j), values[i].CompareTo(values[j]));
        }
        Assert.True(values[3] < values[4] && values[4] <= values[5] && values[6] > values[5] && values[6] >= values[5]);
        Assert.Equal(BigReal.From(4, 128).GetHashCode(), BigReal.One(256).ScaleByPowerOfTwo(2).GetHashCode());
    }

    [Fact]
    public void Sums_OfVeryDifferentSizes_TakeNoTimeAndKeepTheLarger()
    {
        var huge = BigReal.One(128).ScaleByPowerOfTwo(1L << 50);
        Assert.Equal(huge, huge + BigReal.One(128));
        Assert.Equal(-huge, BigReal.One(128) - huge);
        Assert.True((huge - huge).IsZero);
        Assert.Equal(huge, huge + BigReal.Zero(128));
    }

    [Fact]
    public void UndefinedAndOutOfRange_IsNull()
    {
        var (one, zero) = (BigReal.One(128), BigReal.Zero(128));
        Assert.Null(one.Divide(zero));
        Assert.Null((-one).Sqrt());
        Assert.Null(zero.Log());
        Assert.Null((-one).Log());
        Assert.Null(one.ScaleByPowerOfTwo(24).Exp());
        Assert.Null((-one).ScaleByPowerOfTwo(24).Exp());
        Assert.NotNull((one.ScaleByPowerOfTwo(24) - one).Exp());
        Assert.Null(one.ScaleByPowerOfTwo(512).SinCos());
        Assert.NotNull(one.ScaleByPowerOfTwo(511).SinCos());
    }

    [Fact]
    public void Exact_ValuesStayExact()
    {
        var (one, zero) = (BigReal.One(128), BigReal.Zero(128));
        Assert.Equal(one, zero.Exp());
        Assert.Equal((zero, one), zero.SinCos());
        Assert.Equal(zero, one.Log());
        Assert.Equal(zero, zero.Sqrt());
        Assert.Equal(zero, zero.Atan());
        Assert.Equal(zero, BigReal.Atan2(zero, one));
        for (var i = 1; i < 2000; i++)
            Assert.Equal(BigReal.From(i, 128), BigReal.From((BigInteger)i * i, 128).Sqrt());
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Constants_AgreeAcrossPrecisions(int bits)
    {
        AssertClose(BigReal.Pi(2048), BigReal.Pi(bits), bits, 1);
        AssertClose(BigReal.Ln2(2048), BigReal.Ln2(bits), bits, 1);
        AssertClose(BigReal.From(2, bits).Log()!.Value, BigReal.Ln2(bits), bits, 1);
        AssertClose(BigReal.One(bits).Atan().ScaleByPowerOfTwo(2), BigReal.Pi(bits), bits, 1);
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void ExpAndLog_AtRandomPoints_UndoEachOther(int bits)
    {
        var random = new Random(bits);
        for (var i = 0; i < Rounds; i++)
        {
            var x = NumberSamples.Random(random, bits, -bits, bits).Abs();
            AssertClose(x, x.WithBits(bits + 16).Log()!.Value.Exp()?.WithBits(bits), bits);
            var y = NumberSamples.Random(random, bits, -40, 20);
            // The power rounded to bits carries its last bit into the logarithm as an absolute error.
            AssertClose(y, y.WithBits(bits + 64).Exp()!.Value.Log(), bits);
            var near = BigReal.One(bits) + NumberSamples.Random(random, bits, -bits / 2, -2);
            AssertClose(near.WithBits(3 * bits).Log()!.Value, near.Log(), bits, 2);
        }
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Functions_AtRandomPoints_AgreeWithTwiceThePrecision(int bits)
    {
        var random = new Random(bits + 1);
        string[] functions = ["exp", "log", "sqrt", "sin", "cos", "atan", "asinh", "sinh", "cosh"];
        for (var i = 0; i < Rounds * functions.Length; i++)
        {
            var function = functions[i % functions.Length];
            var x = NumberSamples.Random(random, bits, i % 2 == 0 ? -bits : -4, 20);
            x = function is "log" or "sqrt" ? x.Abs() : x;
            AssertClose(Apply(function, x.WithBits(2 * bits))!.Value, Apply(function, x), bits, 2);
        }
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void SinCos_AtRandomPoints_LiesOnTheCircle(int bits)
    {
        var random = new Random(bits + 2);
        for (var i = 0; i < Rounds; i++)
        {
            var x = NumberSamples.Random(random, bits, -20, i % 2 == 0 ? 4 : 2 * bits);
            var (sin, cos) = x.SinCos()!.Value;
            AssertClose(BigReal.One(bits), sin * sin + cos * cos, bits);
            if (x.Magnitude < 1)
                AssertClose(x, BigReal.Atan2(sin, cos), bits);
        }
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void SinCos_BesideMultiplesOfPi_KeepsItsRelativePrecision(int bits)
    {
        foreach (var factor in new[] { 1, 2, 3, 1000 })
        {
            var x = BigReal.Pi(bits) * BigReal.From(factor, bits);
            AssertClose(x.WithBits(4 * bits).SinCos()!.Value.Sin, x.SinCos()!.Value.Sin, bits, 2);
            var half = x.ScaleByPowerOfTwo(-1);
            AssertClose(half.WithBits(4 * bits).SinCos()!.Value.Cos, half.SinCos()!.Value.Cos, bits, 2);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, -1)]
    [InlineData(-1, 1)]
    [InlineData(-1, -1)]
    [InlineData(3, 1e-9)]
    [InlineData(-3, 1e-9)]
    [InlineData(1e-9, -3)]
    [InlineData(-1e-9, -3)]
    public void Atan2_InEveryQuadrant_IsThatOfDoubles(double y, double x) =>
        Assert.Equal(Math.Atan2(y, x), BigReal.Atan2(FromDouble(y, 128), FromDouble(x, 128)).ToDouble(), 1e-14);

    [Fact]
    public void ToDouble_BeyondDoubles_IsInfiniteOrZero()
    {
        Assert.Equal(double.PositiveInfinity, BigReal.One(128).ScaleByPowerOfTwo(5000).ToDouble());
        Assert.Equal(double.NegativeInfinity, (-BigReal.One(128)).ScaleByPowerOfTwo(1L << 40).ToDouble());
        Assert.Equal(0, BigReal.One(128).ScaleByPowerOfTwo(-5000).ToDouble());
        Assert.Equal(Math.PI, BigReal.Pi(256).ToDouble());
        Assert.Equal(-1.0 / 3, BigReal.From(-1, 3, 256).ToDouble());
    }

    [Fact]
    public void Default_IsZero()
    {
        Assert.True(default(BigReal).IsZero);
        Assert.Equal(BigReal.One(128), default(BigReal) + BigReal.One(128));
    }

    private static BigReal? Apply(string function, BigReal x) => function switch
    {
        "pi" => BigReal.Pi(x.Bits),
        "exp" => x.Exp(),
        "log" => x.Log(),
        "sqrt" => x.Sqrt(),
        "sin" => x.SinCos()?.Sin,
        "cos" => x.SinCos()?.Cos,
        "sinh" => x.SinhCosh()?.Sinh,
        "cosh" => x.SinhCosh()?.Cosh,
        "atan" => x.Atan(),
        _ => x.Asinh(),
    };
}
