using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Equivalence;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Reading;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Numbers;

public sealed class SurdTests
{
    [Theory]
    [InlineData("\\sqrt{8}", "2\\sqrt{2}")]
    [InlineData("\\frac{1}{\\sqrt{2}}", "\\frac{\\sqrt{2}}{2}")]
    [InlineData("\\frac{1}{\\sqrt{2}+\\sqrt{3}}", "\\sqrt{3}-\\sqrt{2}")]
    [InlineData("\\sqrt{2}\\cdot\\sqrt{3}", "\\sqrt{6}")]
    [InlineData("(1+\\sqrt{5})^2", "6+2\\sqrt{5}")]
    [InlineData("\\frac{2}{1+i}", "1-i")]
    [InlineData("\\sqrt{-12}", "2i\\sqrt{3}")]
    [InlineData("\\sqrt{\\frac{3}{4}}", "\\frac{\\sqrt{3}}{2}")]
    [InlineData("(\\sqrt{2}+\\sqrt{3}+\\sqrt{5})^{-1}", "\\frac{3\\sqrt{2}+2\\sqrt{3}-\\sqrt{30}}{12}")]
    [InlineData("3^{1/2}", "\\sqrt{3}")]
    [InlineData("\\sqrt{1000003^2 \\cdot 7}", "1000003\\sqrt{7}")]
    public void Of_SameNumberInTwoForms_SameTerms(string left, string right) => Assert.True(Value(left)!.IsSameAs(Value(right)!));

    [Theory]
    [InlineData("\\sqrt{2}", "\\sqrt{3}")]
    [InlineData("1+\\sqrt{2}", "1-\\sqrt{2}")]
    [InlineData("\\sqrt{2}+\\sqrt{3}", "\\sqrt{5}")]
    [InlineData("2i", "-2i")]
    public void Of_DifferentNumbers_DifferentTerms(string left, string right) => Assert.False(Value(left)!.IsSameAs(Value(right)!));

    [Theory]
    [InlineData("\\sqrt{1+\\sqrt{2}}")]
    [InlineData("\\frac{1}{\\sqrt{2}-\\sqrt{2}}")]
    [InlineData("\\sqrt[3]{2}")]
    [InlineData("\\pi")]
    [InlineData("x")]
    public void Of_OtherNumbers_Null(string source) => Assert.Null(Value(source));

    [Fact]
    public void Inverse_OfRandomSums_TimesThemIsOne()
    {
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var sum = Surd.From(Rational.From(random.Next(-5, 6)));
            for (var terms = random.Next(1, 4); terms > 0; terms--)
                sum = sum.Plus(Surd.Root(Rational.From(random.Next(-12, 30)))!.Times(Surd.From(Rational.Of(random.Next(1, 9), random.Next(1, 5))))!);
            if (sum.Inverse() is { } inverse)
                Assert.Equal(Rational.One, sum.Times(inverse)!.AsRational);
        }
    }

    [Fact]
    public void Root_WithAHiddenSquare_IsNull() => Assert.Null(Surd.Root(Rational.From(BigInteger.Pow(1_000_003, 2) * 1_000_033 * 1_000_037)));

    private static Surd? Value(string source)
    {
        var fuel = new Fuel(Fuel.Default);
        return new SurdEvaluation(fuel).Of(MathReader.Read(source, isProse: false, fuel)!);
    }
}
