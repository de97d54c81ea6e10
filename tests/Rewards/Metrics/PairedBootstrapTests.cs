using Rlar.Rewards.Metrics.Bleu;
using Rlar.Rewards.Metrics.Chrf;
using Rlar.Rewards.Metrics.Segments;

namespace Rlar.Rewards.Tests.Metrics;

public sealed class PairedBootstrapTests
{
    private static readonly string[] s_references = [.. Enumerable.Range(0, 60).Select(i => $"the cat number {i} sat on mat {i % 7} of the house")];
    private static readonly string[] s_good = [.. s_references.Select((line, i) => i % 5 == 0 ? line.Replace("cat", "dog", StringComparison.Ordinal) : line)];
    private static readonly string[] s_bad = [.. s_references.Select((line, i) => i % 5 == 0 ? line : line.Replace("the", "a", StringComparison.Ordinal))];

    [Fact]
    public void Estimate_SystemAgainstItself_HasNoSmallPValue()
    {
        var estimates = PairedBootstrap.Estimate([Of(s_good), Of(s_good)], 200, 1, CancellationToken.None);
        Assert.Null(estimates[0].PValue);
        Assert.Equal(1 / 201.0, estimates[1].PValue!.Value, 12); // no resample differs, and none is above the difference of 0: sacrebleu's own rule
        Assert.Equal(estimates[0].Mean, estimates[1].Mean);
    }

    [Fact]
    public void Estimate_WorseSystem_IsSignificantAndItsIntervalHoldsTheScore()
    {
        SystemStatistics[] systems = [Of(s_good), Of(s_bad)];
        var estimates = PairedBootstrap.Estimate(systems, 1000, PairedBootstrap.DefaultSeed, CancellationToken.None);
        Assert.True(estimates[1].PValue < 0.05);
        for (var s = 0; s < systems.Length; s++)
            Assert.InRange(systems[s].Score, estimates[s].Mean - estimates[s].HalfWidth, estimates[s].Mean + estimates[s].HalfWidth);
    }

    [Fact]
    public void Estimate_SameSeed_IsTheSame()
    {
        var (one, two) = (Estimates(5), Estimates(5));
        Assert.Equal(one, two);
        Assert.NotEqual(one, Estimates(6));
    }

    [Fact]
    public void Signature_OfEveryMetric_IsSacrebleus()
    {
        Assert.Equal("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0+rlar", new BleuMetric(BleuOptions.Default).Signature(1));
        Assert.Equal(
            "nrefs:2|bs:1000|seed:12345|case:lc|eff:yes|tok:intl|smooth:floor[0.10]|version:2.6.0+rlar",
            new BleuMetric(new BleuOptions { Lowercase = true, EffectiveOrder = true, Tokenizer = BleuTokenizer.International, Smoothing = BleuSmoothing.Floor }).Signature(2, (1000, 12345)));
        Assert.Equal("nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0+rlar", new ChrfMetric(ChrfOptions.PlusPlus).Signature(1));
        Assert.Equal("chrF2++", new ChrfMetric(ChrfOptions.PlusPlus).Name);
        Assert.Equal("nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0+rlar", new Rlar.Rewards.Metrics.Ter.TerMetric(Rlar.Rewards.Metrics.Ter.TerOptions.Default).Signature(1));
    }

    private static IReadOnlyList<BootstrapEstimate> Estimates(int seed) => PairedBootstrap.Estimate([Of(s_good), Of(s_bad)], 50, seed, CancellationToken.None);

    private static SystemStatistics Of(string[] system) => SystemStatistics.Of(new BleuMetric(BleuOptions.Default), system, [s_references], CancellationToken.None);
}
