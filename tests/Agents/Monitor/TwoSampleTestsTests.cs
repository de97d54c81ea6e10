using Rlar.Agents.Choosing;
using Rlar.Agents.Monitor;

namespace Rlar.Agents.Tests.Monitor;

public sealed class TwoSampleTestsTests
{
    // math.erfc(z / sqrt(2)) of Python 3.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1.959963984540054, 0.05)]
    [InlineData(2.9999, 0.0027006825659098496)]
    [InlineData(3.0001, 0.002698909826521434)]
    [InlineData(5, 5.733031437583892e-07)]
    [InlineData(8, 1.2441921148543639e-15)]
    public void Normal_OfKnownQuantiles_IsTheirProbability(double z, double p) => Assert.Equal(1, Tails.Normal(z) / p, 1e-9);

    // 1 - 2 / pi atan(t) for one degree of freedom, 1 - t / sqrt(2 + t^2) for two; the quantile of ten is of the usual tables.
    [Theory]
    [InlineData(12.706204736432095, 1, 0.05)]
    [InlineData(2.228138851964939, 10, 0.05)]
    [InlineData(0.5, 2, 0.6666666666666667)]
    [InlineData(3, 2, 0.0954659662667)]
    [InlineData(1, 1, 0.5)]
    [InlineData(0, 4, 1)]
    public void Student_OfKnownQuantiles_IsTheirProbability(double t, double df, double p) => Assert.Equal(p, Tails.Student(t, df), 1e-8);

    [Fact]
    public void Fisher_TeaTasting_IsFishersOwnNumber()
    {
        // Fisher 1935: of 4 cups with milk first, 3 are found among 4: (16 + 1) / 70.
        Assert.Equal(17.0 / 70, TwoSampleTests.Fisher(1, 4, 3, 4, twoSided: false), 1e-12);
        Assert.Equal(34.0 / 70, TwoSampleTests.Fisher(1, 4, 3, 4, twoSided: true), 1e-12);
        Assert.Equal(34.0 / 70, TwoSampleTests.Fisher(3, 4, 1, 4, twoSided: true), 1e-12);
        Assert.Equal(1, TwoSampleTests.Fisher(0, 200, 0, 50, twoSided: false));
    }

    [Fact]
    public void RankSum_AndKolmogorov_OfSeparateSamples_AreTheirFormulas()
    {
        // U = 0 of 3 and 3: z = (4.5 - 0.5) / sqrt(9 * 7 / 12).
        Assert.Equal(Tails.Normal(4 / Math.Sqrt(5.25)), TwoSampleTests.RankSum([1, 2, 3], [4, 5, 6]), 1e-12);
        Assert.Equal((1, 2 * Math.Exp(-3)), TwoSampleTests.KolmogorovSmirnov([1, 2, 3], [4, 5, 6]));
        Assert.Equal((0, 1), TwoSampleTests.KolmogorovSmirnov([1, 2, 2], [2, 1, 2]));
        Assert.Equal(1, TwoSampleTests.RankSum([1, 1], [1, 1]));
        Assert.Equal((0, 1), TwoSampleTests.Welch([0.1, 0.1, 0.1], [0.1, 0.1]));
    }

    public static TheoryData<string, Func<double, double>> Shapes => new()
    {
        { "uniform", u => u },
        { "exponential", u => -Math.Log(u) },
        { "heavy tails", u => Math.Tan(Math.PI * (u - 0.5)) },
        { "rare ones", u => u < 0.03 ? 1 : 0 },
        { "rare zeros", u => u < 0.1 ? 0 : 1 },
        { "three values", u => Math.Floor(u * 3) },
    };

    [Theory]
    [MemberData(nameof(Shapes), DisableDiscoveryEnumeration = true)]
    public void Tests_OfSamplesOfOneShape_RejectNoMoreThanTheySay(string shape, Func<double, double> quantile)
    {
        Assert.NotEmpty(shape);
        const int trials = 4_000;
        double[] levels = [0.05, 0.01, 0.001];
        var (mean, form, share) = (new int[3], new int[3], new int[3]);
        var random = new SeededRandom(3);
        for (var trial = 0; trial < trials; trial++)
        {
            double[] a = [.. Enumerable.Range(0, 120).Select(_ => quantile(random.Fraction()))], b = [.. a.Take(40).Select(_ => quantile(random.Fraction()))];
            var both = Math.Max(TwoSampleTests.Welch(a, b).P, TwoSampleTests.RankSum(a, b));
            var ks = TwoSampleTests.KolmogorovSmirnov(a, b).P;
            var fisher = TwoSampleTests.Fisher(a.Count(value => value > 0.5), 120, b.Count(value => value > 0.5), 40, twoSided: true);
            for (var i = 0; i < levels.Length; i++)
            {
                mean[i] += both < levels[i] ? 1 : 0;
                form[i] += ks < levels[i] ? 1 : 0;
                share[i] += fisher < levels[i] ? 1 : 0;
            }
        }

        for (var i = 0; i < levels.Length; i++)
        {
            var most = (trials * levels[i]) + (4 * Math.Sqrt(trials * levels[i])); // four standard deviations of the count
            Assert.All(new[] { mean[i], form[i], share[i] }, count => Assert.InRange(count, 0, most));
        }
    }
}
