using System.Numerics;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Tests.Reading.Literals;

public sealed class LiteralTests
{
    [Theory]
    [InlineData("1", "1.0", 0)]
    [InlineData("1e2", "100", 0)]
    [InlineData("-0", "0.000", 0)]
    [InlineData("0.1", "0.10000000000000000001", -1)]
    [InlineData("-2", "-1", -1)]
    [InlineData("1e1000000000000", "9e999999999999", 1)]
    [InlineData("1e-99999999999999999999", "0", 1)]
    public void Order_Numbers_IsExact(string left, string right, int order)
    {
        Assert.Equal(order, LiteralNumber.Of(left).Order(LiteralNumber.Of(right)));
        Assert.Equal(-order, LiteralNumber.Of(right).Order(LiteralNumber.Of(left)));
        Assert.Equal(order == 0, LiteralNumber.Of(left).HasSameValue(LiteralNumber.Of(right)));
    }

    [Fact]
    public void OrderAndMultiples_SeededDecimals_AgreeWithBigIntegers()
    {
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b) = (random.Next(-3000, 3000), random.Next(1, 60));
            var (left, right) = (random.Next(0, 4), random.Next(0, 4));
            BigInteger scaledA = a * BigInteger.Pow(10, 4 - left), scaledB = b * BigInteger.Pow(10, 4 - right);
            var (x, y) = (LiteralNumber.Of($"{a}e-{left}"), LiteralNumber.Of($"{b}e-{right}"));
            Assert.Equal(scaledA.CompareTo(scaledB), x.Order(y));
            Assert.Equal((scaledA % scaledB).IsZero, x.IsMultipleOf(y));
            Assert.Equal(a / Math.Pow(10, left), x.ToDouble(), 12);
        }
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "twice")]
    [InlineData("NaN", "no JSON value")]
    [InlineData("[1,]", "no JSON value")]
    [InlineData("01", "does not read")]
    [InlineData("\"\u0001\"", "control")]
    [InlineData("\"\\x\"", "escape")]
    [InlineData("\"abc", "never closed")]
    [InlineData("1 2", "follows")]
    [InlineData("", "ends")]
    [InlineData("1.", "digits")]
    [InlineData("tru", "no JSON value")]
    public void Read_NoJson_SaysWhy(string text, string why)
    {
        var reading = JsonLiterals.Read(text);
        Assert.Null(reading.Value);
        Assert.Contains(why, reading.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PythonsLicence_IsTakenOnlyWhereGiven()
    {
        Assert.Equal("2", JsonLiterals.Read("{\"a\":1,\"a\":2}", JsonLiteralOptions.Python).Value!.Member("a")!.Show());
        Assert.Equal("[NaN, -Infinity]", JsonLiterals.Read("[NaN,-Infinity]", JsonLiteralOptions.Python).Value!.Show());
    }

    [Theory]
    [InlineData("1", "true", false, true)]
    [InlineData("1", "1.0", true, true)]
    [InlineData("0.1", "0.1000000000000000055", false, true)]
    [InlineData("{\"a\":1,\"b\":[2]}", "{\"b\":[2.0],\"a\":1}", true, true)]
    [InlineData("[1,2]", "[2,1]", false, false)]
    [InlineData("null", "false", false, false)]
    public void Equality_BothSenses(string left, string right, bool json, bool python)
    {
        var (x, y) = (JsonLiterals.Read(left).Value!, JsonLiterals.Read(right).Value!);
        Assert.Equal(json, LiteralEquality.Json.Equals(x, y));
        Assert.Equal(python, LiteralEquality.Python.Equals(x, y));
        Assert.True(!json || LiteralEquality.Json.GetHashCode(x) == LiteralEquality.Json.GetHashCode(y));
        Assert.True(!python || LiteralEquality.Python.GetHashCode(x) == LiteralEquality.Python.GetHashCode(y));
    }
}
