using Rlar.Kernels.Shaping;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Shaping;

public sealed class PreferenceShapingTests
{
    public static TheoryData<int> Backends => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Backends))]
    public void PreferenceAsReward_RandomGroups_IsTheFormula(int backend)
    {
        for (var n = 0; n <= 100; n++)
        {
            var rewards = Random(2 * n, n, r => (r.NextDouble() - 0.5) * 20);
            var references = Random(7, n, r => (r.NextDouble() - 0.5) * 20);
            var actual = new double[2 * n];
            Shapings[backend].PreferenceAsReward(
                rewards, [], GroupLayout.Ragged([0, n, 2 * n]), references, GroupLayout.Ragged([0, 1, 7]), 1.5, actual);
            for (var i = 0; i < 2 * n; i++)
                Close((i < n ? references[..1] : references[1..]).Average(q => 1 / (1 + Math.Exp(-1.5 * (rewards[i] - q)))), actual[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void PreferenceAsReward_SwappedWithItsReference_SumsToOne(int backend)
    {
        foreach (var gap in new[] { 0, 1e-300, 1, 40, 800, 1e150 })
        {
            var actual = new double[2];
            Shapings[backend].PreferenceAsReward([gap, 0], [], GroupLayout.Uniform(2, 1), [0, gap], GroupLayout.Uniform(2, 1), 1, actual);
            Close(1, actual.Sum());
            Assert.All(actual, p => Assert.InRange(p, 0, 1));
        }
    }

    [Theory]
    [InlineData(0, 0, 1.0)]
    [InlineData(1, 0, 4.0)]
    [InlineData(0, 0.5, 2.5)]
    [InlineData(0, 0.85, 3.55)]
    [InlineData(1, 1, 4.0)]
    [InlineData(0, 1, 4.0)]
    public void LogSigmoidCentred_Quantile_InterpolatesAsNumpyDoes(int group, double quantile, double expected)
    {
        foreach (var kernels in Shapings)
        {
            // A reward equal to the quantile becomes log(1/2).
            var shaped = new double[2];
            kernels.LogSigmoidCentred([expected, 4], [], GroupLayout.Uniform(2, 1), [3, 1, 4, 2, 4], GroupLayout.Ragged([0, 4, 5]), quantile, shaped);
            Close(-Math.Log(2), shaped[group]);
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void LogSigmoidCentred_FarOut_IsNeitherInfiniteNorFlat(int backend)
    {
        double[] rewards = [-1e150, -800, -1, 0, 1, 30, 40, 700, 1e150];
        var shaped = new double[rewards.Length];
        Shapings[backend].LogSigmoidCentred(rewards, [], GroupLayout.Uniform(1, 9), [0], GroupLayout.Uniform(1, 1), 0.85, shaped);
        Assert.Equal([-1e150, -800], shaped[..2]);
        Close(-Math.Exp(-40) / Math.Exp(-40), shaped[6] / Math.Exp(-40));
        Assert.Equal(shaped.Order(), shaped);
        Assert.True(shaped[7] < 0, "log1p must not round e^-700 away");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void References_NoneForAPrompt_AreRefusedOnlyWhereACompletionIsScored(int backend)
    {
        var kernels = Shapings[backend];
        var error = Assert.Throws<KernelException>(() => kernels.PreferenceAsReward(
            [1, 2, 3], [], GroupLayout.Ragged([0, 1, 3]), [0], GroupLayout.Ragged([0, 1, 1]), 1, new double[3]));
        Assert.Equal(1, error.Index);
        var shaped = new double[3];
        kernels.LogSigmoidCentred(
            [1, double.NaN, double.NaN], [true, false, false], GroupLayout.Ragged([0, 1, 3]), [0], GroupLayout.Ragged([0, 1, 1]), 0.85, shaped);
        Assert.Equal([0, 0], shaped[1..]);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void WinRates_AllPairsJudged_SumToHalfTheGroup(int backend)
    {
        for (var n = 0; n <= 40; n++)
        {
            var preferences = Random(n * n, n, r => r.NextDouble());
            for (var i = 0; i < n; i++)
                preferences[(i * n) + i] = double.NaN;
            var (opponents, rates) = (new int[n], new double[n]);
            Shapings[backend].WinRates(preferences, [], MissingPair.LeaveOut, opponents, rates);
            Assert.All(opponents, o => Assert.Equal(n - 1, o));
            if (n > 1)
                Close(n / 2.0, rates.Sum(), n);
            Assert.All(rates, r => Assert.InRange(r, 0, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void WinRates_TiesMissingAndOneSidedPairs_CountAsSaid(int backend)
    {
        // 0 beats 1 (judged one way only), 1 ties 2 (both ways), 0 and 2 were never compared; 3 met nobody.
        const double x = double.NaN;
        double[] preferences = [x, 1, x, x, x, x, 0.5, x, x, 0.5, x, x, x, x, x, x];
        var judged = preferences.Select(p => !double.IsNaN(p)).ToArray();
        var (opponents, rates) = (new int[4], new double[4]);
        Shapings[backend].WinRates(preferences, judged, MissingPair.LeaveOut, opponents, rates);
        Assert.Equal([1, 2, 1, 0], opponents);
        Assert.Equal([1, 0.25, 0.5, 0], rates);
        Shapings[backend].WinRates(preferences, judged, MissingPair.Tie, opponents, rates);
        Assert.Equal([3, 3, 3, 3], opponents);
        Close([2 / 3.0, 1 / 3.0, 0.5, 0.5], rates);
    }

    [Theory]
    [InlineData(1.1)]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    public void WinRates_NoProbability_IsRefusedWithItsIndex(double value)
    {
        foreach (var kernels in Shapings)
        {
            var error = Assert.Throws<KernelException>(
                () => kernels.WinRates([0, 0.5, value, 0], [], MissingPair.Tie, new int[2], new double[2]));
            Assert.Equal(2, error.Index);
        }
    }
}
