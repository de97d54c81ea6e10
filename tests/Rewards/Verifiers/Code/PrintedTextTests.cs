using System.Diagnostics;
using Rlar.Rewards.Verifiers.Code;

namespace Rlar.Rewards.Tests.Verifiers.Code;

/// <summary>What is printed against what is expected: the lines of LiveCodeBench, and numbers as the checkers of contests compare them.</summary>
public sealed class PrintedTextTests
{
    [Theory]
    [InlineData("12", "12\n")]
    [InlineData("\n\n 12 \r\n", "12")]
    [InlineData("1 2 3", "1  2\t3")]
    [InlineData("1.50", "1.5")]
    [InlineData("1000", "1e3")]
    [InlineData("1E+3 0.1", "1000.0 1e-1")]
    [InlineData("-0", "0.000")]
    [InlineData("0", "-0.0")]
    [InlineData("+5", "5.0")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5.0")]
    [InlineData("Infinity", "inf")]
    [InlineData("-INF", "-infinity")]
    [InlineData("NaN", "nan")]
    [InlineData("-nan 1", "nan 1")]
    [InlineData("1e999999999999", "10e999999999998")]
    [InlineData("a\nb ", " a \n b")]
    [InlineData("", "\n \n")]
    [InlineData("a\u001c", "a")]
    [InlineData("123456789012345678901234567890.10", "123456789012345678901234567890.1")]
    [InlineData("0.333333", "0.333333333333")]
    [InlineData("0.3333333333333333", "0.333333333")]
    [InlineData("3.1415926536", "3.14159265358979")]
    [InlineData("1000000.123457", "1000000.123456")]
    [InlineData("10000000001", "1e10")]
    [InlineData("2", "2.0000001")]
    [InlineData("Case 1: 0.33333333", "Case 1: 0.333333333")]
    [InlineData("0.1 7 0.20000000001", "0.1 7 0.2")]
    [InlineData("3.0 nan 0.0", "3.0 nan -0.0")]
    public void Difference_NumbersNearToThoseExpected_IsNull(string printed, string expected) => Assert.Null(PrintedText.Difference(printed, expected));

    [Theory]
    [InlineData("12", "13")]
    [InlineData("1 2", "1 2 3")]
    [InlineData("1 2 3", "1 2")]
    [InlineData("YES", "Yes")]
    [InlineData("a  b", "a b")]
    [InlineData("a\n\nb", "a\nb")]
    [InlineData("Case  1: 0.5", "Case 1: 0.5")]
    [InlineData("Case 1: 3.0", "Case 1: 3")]
    [InlineData("0x10", "16.0")]
    [InlineData("1,000", "1000")]
    [InlineData("1_000.0", "1000.0")]
    [InlineData("\u0661\u0662", "12")]
    [InlineData("\u0661.5", "1.5")]
    [InlineData("inf", "-inf")]
    [InlineData("inf", "1e308")]
    [InlineData("1e308", "inf")]
    [InlineData("inf", "0.5")]
    [InlineData("nan", "0.5")]
    [InlineData("0.5", "nan")]
    [InlineData("1e", "1.0")]
    [InlineData(".", "0.0")]
    [InlineData("--1", "1.0")]
    [InlineData("1e5e2", "1e7")]
    [InlineData("1.2.3", "1.2")]
    [InlineData("True", "1.0")]
    [InlineData("12\n12", "12")]
    [InlineData("-0.5", "0.5")]
    [InlineData("0.33", "0.333333333")]
    [InlineData("0.3333", "0.333333333")]
    [InlineData("1000002.5", "1000000.5")]
    [InlineData("100000000 0.51", "100000000 0.5")]
    [InlineData("100000001 0.5", "100000000 0.5")]
    [InlineData("1.5 2.5", "1.5\n2.5")]
    [InlineData("1e1000000000000000000000000", "10e999999999999999999999999")]
    public void Difference_OtherNumbersWordsOrLines_SaysWhere(string printed, string expected) => Assert.NotNull(PrintedText.Difference(printed, expected));

    [Theory]
    [InlineData("5.0")]
    [InlineData("5.")]
    [InlineData("+5")]
    [InlineData("05")]
    [InlineData("5e0")]
    [InlineData("5.0000000001")]
    public void Difference_AnotherFormOfAnInteger_IsNoInteger(string printed) => Assert.NotNull(PrintedText.Difference(printed, "5"));

    [Fact]
    public void Difference_IntegerAmongReals_IsOneOfThem()
    {
        Assert.True(PrintedText.HasReals("1 2\n0.5"));
        Assert.True(PrintedText.HasReals("1e5"));
        Assert.False(PrintedText.HasReals("1 2\nv1.5 a.b . 1.2.3 inf"));
        Assert.Null(PrintedText.Difference("3.0", "3", hasReals: true));
        Assert.NotNull(PrintedText.Difference("3.0000001", "3", hasReals: true));
        Assert.NotNull(PrintedText.Difference("4.0", "3", hasReals: true));
    }

    [Fact]
    public void Difference_TenMegabytesOfDigits_TakesLinearTime()
    {
        var one = new string('7', 10_000_000);
        var many = string.Concat(Enumerable.Repeat("0.5 ", 2_500_000));
        var near = string.Concat(Enumerable.Repeat("0.50 ", 2_500_000));
        var watch = Stopwatch.StartNew();
        Assert.NotNull(PrintedText.Difference(one + "1", one + "2"));
        Assert.Null(PrintedText.Difference(one + ".0", one, hasReals: true));
        Assert.Null(PrintedText.Difference(near, many));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }
}
