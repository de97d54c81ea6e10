using Rlar.Rewards.Verifiers.Code;

namespace Rlar.Rewards.Tests.Verifiers.Code;

/// <summary>LiveCodeBench's comparison (lcb_runner/evaluation/testing_util.py: get_stripped_lines, convert_line_to_decimals), with Python's decimal syntax.</summary>
public sealed class PrintedTextTests
{
    [Theory]
    [InlineData("12", "12\n")]
    [InlineData("\n\n 12 \r\n", "12")]
    [InlineData("1 2 3", "1  2\t3")]
    [InlineData("1.50", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("1E+3 0.1", "1000.0 1e-1")]
    [InlineData("-0", "0.000")]
    [InlineData("+5", "5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1_000", "1000")]
    [InlineData("Infinity", "inf")]
    [InlineData("-INF", "-infinity")]
    [InlineData("\u0661\u0662", "12")]
    [InlineData("1e999999999999", "10e999999999998")]
    [InlineData("007", "7")]
    [InlineData("a\nb ", " a \n b")]
    [InlineData("", "\n \n")]
    [InlineData("a\u001c", "a")]
    [InlineData("123456789012345678901234567890.10", "123456789012345678901234567890.1")]
    public void Difference_TextsThatLiveCodeBenchTakesForEqual_IsNull(string printed, string expected)
    {
        Assert.Null(PrintedText.Difference(printed, expected));
        Assert.Null(PrintedText.Difference(expected, printed));
    }

    [Theory]
    [InlineData("12", "13")]
    [InlineData("1 2", "1 2 3")]
    [InlineData("YES", "Yes")]
    [InlineData("a  b", "a b")]
    [InlineData("nan", "NaN")]
    [InlineData("1.0000001", "1")]
    [InlineData("a\n\nb", "a\nb")]
    [InlineData("1 x", "1.0 x")]
    [InlineData("0x10", "16")]
    [InlineData("1,000", "1000")]
    [InlineData("inf", "-inf")]
    [InlineData("1e", "1")]
    [InlineData(".", "0")]
    [InlineData("--1", "1")]
    [InlineData("1e5e2", "1e7")]
    [InlineData("True", "1")]
    [InlineData("12\n12", "12")]
    [InlineData("sNaN", "snan")]
    [InlineData("-5", "5")]
    [InlineData("1e1000000000000000000000000", "10e999999999999999999999999")]
    public void Difference_TextsThatLiveCodeBenchTellsApart_SaysWhere(string printed, string expected)
    {
        Assert.NotNull(PrintedText.Difference(printed, expected));
        Assert.NotNull(PrintedText.Difference(expected, printed));
    }

    [Fact]
    public void Difference_TenMegabytesOfDigits_TakesLinearTime()
    {
        var one = new string('7', 10_000_000);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotNull(PrintedText.Difference(one + "1", one + "2"));
        Assert.Null(PrintedText.Difference(one + ".0", one));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
    }
}
