using Rlar.Agents.Choosing;
using Rlar.Agents.Monitor;

namespace Rlar.Agents.Tests.Monitor;

public sealed class CommonScaleTests
{
    public static TheoryData<string> Kinds => ["quantile", "par"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_HigherValue_IsNeverLess(string kind)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new SeededRandom((ulong)seed);
            var scale = Scale(kind, [.. Enumerable.Range(0, 1 + random.Below(60)).Select(_ => Math.Round(20 * random.Normal(), random.Below(3)))]);
            double[] values = [.. Enumerable.Range(0, 300).Select(_ => Math.Round(40 * random.Normal(), 1)).Append(-1e300).Append(1e300).Order()];
            double[] scaled = [.. values.Select(scale.Of)];
            Assert.All(scaled, value => Assert.InRange(value, 0, 1));
            Assert.Equal(scaled.Order(), scaled);
            Assert.Equal((0, 1), (scaled[0], scaled[^1]));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_WhatWasSaved_IsTheSameScale(string kind)
    {
        var scale = Scale(kind, [3.25, -20, 0.1, 0.1]);
        using var stream = new MemoryStream();
        scale.Save(stream);
        stream.Position = 0;
        var loaded = CommonScale.Load(stream);
        Assert.IsType(scale.GetType(), loaded);
        Assert.All(Enumerable.Range(-250, 500), value => Assert.Equal(scale.Of(value / 10.0), loaded.Of(value / 10.0)));
    }

    [Fact]
    public void Quantile_OfTies_IsTheirMidRank()
    {
        var verifier = new QuantileScale([0, 1, 1, 0, 1]);
        Assert.Equal((0.2, 0.7), (verifier.Of(0), verifier.Of(1)));
        Assert.Equal((0, 0.4, 1), (verifier.Of(-1), verifier.Of(0.5), verifier.Of(2)));
    }

    [Fact]
    public void Quantile_OfAnyIncreasingMap_IsTheSame()
    {
        var random = new SeededRandom(9);
        double[] values = [.. Enumerable.Range(0, 40).Select(_ => random.Normal())];
        var (plain, mapped) = (new QuantileScale(values), new QuantileScale([.. values.Select(value => 20 * Math.Tanh(value))]));
        Assert.All(values, value => Assert.Equal(plain.Of(value), mapped.Of(20 * Math.Tanh(value))));
        Assert.Equal(0.5, values.Average(plain.Of), 12);
    }

    [Fact]
    public void Par_IsTheMeanSigmoidOfTheDifferences()
    {
        Assert.Equal(0.5, new ParScale([2, 2], 1).Of(2));
        Assert.Equal(((1 / (1 + Math.Exp(-1.5))) + (1 / (1 + Math.Exp(0.5)))) / 2, new ParScale([1, 5], 0.5).Of(4), 12);
    }

    [Fact]
    public void Of_WhatIsNoNumber_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new QuantileScale([]));
        Assert.Throws<ArgumentException>(() => new ParScale([double.NaN], 1));
        Assert.Throws<ArgumentException>(() => new ParScale([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileScale([1]).Of(double.NaN));
    }

    private static CommonScale Scale(string kind, double[] sample) => kind == "par" ? new ParScale(sample, 0.7) : new QuantileScale(sample);
}
