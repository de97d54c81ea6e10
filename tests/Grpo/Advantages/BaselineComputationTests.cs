using Rlar.Grpo.Advantages;
using Rlar.Kernels;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Reference;

namespace Rlar.Grpo.Tests.Advantages;

/// <summary>The estimators with other baselines, from rows on.</summary>
public sealed class BaselineComputationTests
{
    private static readonly GroupRewards s_first = new()
    {
        Components = new Dictionary<string, double?[]> { ["reward"] = [1, 0, null, 0] },
        GreedyReward = 0.5,
        Roles = ["x", "y", "x", "x"],
        Episodes = ["1", "1", "2", "1"],
        Logprobs = [[-0.1, -1], [-2], [-1], [-1, -1, -1]],
        SquaredProbabilities = [[0.9, 0.5], [0.3], [0.4], [0.5, 0.5, 0.5]],
    };

    private static readonly GroupRewards s_second = new()
    {
        Components = new Dictionary<string, double?[]> { ["reward"] = [0.5, 1] },
        GreedyReward = 0,
        Roles = ["x", "y"],
        Episodes = ["1", "1"],
        Logprobs = [[-0.1], [-2]],
        SquaredProbabilities = [[0.9], [0.3]],
    };

    [Theory]
    [InlineData(AdvantageEstimator.MaxRl, 2, -1, -1, -1 / 3.0, 1 / 3.0)]
    [InlineData(AdvantageEstimator.ReMax, 0.5, -0.5, -0.5, 0.5, 1)]
    [InlineData(AdvantageEstimator.RoleAverage, 1, 0, -0.05, 0.4525, 1)]
    [InlineData(AdvantageEstimator.Hierarchical, 0.5, 0, -0.5, 0, 0)]
    [InlineData(AdvantageEstimator.OptimalValue, 0.42953376122311254, -0.57046623877688746, -0.57046623877688746, -0.31005725347913876, 0.18994274652086124)]
    public void Compute_EachEstimator_ReadsItsColumns(AdvantageEstimator estimator, double first, double second, double fourth, double fifth, double sixth)
    {
        var result = Compute(estimator, s_first, s_second);
        Assert.Null(result[2]);
        double[] expected = [first, second, fourth, fifth, sixth];
        double[] actual = [result[0]!.Value, result[1]!.Value, result[3]!.Value, result[4]!.Value, result[5]!.Value];
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Theory]
    [InlineData(AdvantageEstimator.OptimalTokenBaseline)]
    [InlineData(AdvantageEstimator.OwnTokenBaseline)]
    public void Compute_TokenBaseline_IsThatOfTheKernelByToken(AdvantageEstimator estimator)
    {
        var result = Compute(estimator, s_first, s_second);
        Assert.True(result.IsByStep);
        Assert.Equal([2, 1, 0, 3, 1, 1], Enumerable.Range(0, 6).Select(i => result.Steps(i).Length).ToArray());

        // The outcome 1 at the last token of the first completion, nothing for the others; the third was not scored.
        var tokens = new TokenBaselineBatch<double>(
            [0, 1, 0, 0, 0, 0], GroupLayout.Ragged([0, 2, 3, 6]), GroupLayout.Uniform(1, 3), default, [-0.1, -1, -2, -1, -1, -1], [0.9, 0.5, 0.3, 0.5, 0.5, 0.5]);
        var expected = new double[6];
        new ReferenceBaselineAdvantages().OptimalTokenBaseline(tokens, new TokenBaselineOptions(), expected);
        double[] actual = [.. result.Steps(0), .. result.Steps(1), .. result.Steps(3)];
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Compute_RewardsByToken_MaskAndLogprobsGoWithThem()
    {
        var group = new GroupRewards
        {
            Steps = [[0, 1], [0.5, 9]],
            StepMask = [[true, true], [true, false]],
            Logprobs = [[-1, -1], [-1, -1]],
            SquaredProbabilities = [[0.5, 0.5], [0.5, 0.5]],
        };
        var result = Compute(AdvantageEstimator.OptimalTokenBaseline, group);
        Assert.Equal(0, result.Steps(1)[1]);
        Assert.Equal(0.25, result.Steps(0)[0], 1e-7);
        Assert.Equal(-0.25, result.Steps(1)[0], 1e-7);
        Assert.Equal(1, result.Steps(0)[1]); // beyond the second longest: the bare return
    }

    [Theory]
    [InlineData(AdvantageEstimator.ReMax, "greedy_reward")]
    [InlineData(AdvantageEstimator.RoleAverage, "roles")]
    [InlineData(AdvantageEstimator.Hierarchical, "roles\" or \"episodes")]
    [InlineData(AdvantageEstimator.OptimalTokenBaseline, "logprobs")]
    public void Compute_WithoutWhatTheEstimatorReads_IsRefusedByName(AdvantageEstimator estimator, string field)
    {
        var bare = new GroupRewards { Components = s_second.Components };
        Assert.Contains($"\"{field}\"", Assert.Throws<KernelException>(() => Compute(estimator, bare)).Message, StringComparison.Ordinal);
        if (estimator == AdvantageEstimator.Hierarchical)
            return;
        Assert.Throws<KernelException>(() => Compute(estimator, s_second, bare));
    }

    [Fact]
    public void Add_ColumnsOfOtherLengths_AreRefused()
    {
        var batch = new AdvantageBatch();
        Assert.Throws<KernelException>(() => batch.Add(s_second with { Roles = ["x"] }));
        Assert.Throws<KernelException>(() => batch.Add(s_second with { SquaredProbabilities = [[0.9, 1], [0.3]] }));
        Assert.Throws<KernelException>(() => batch.Add(s_second with { Logprobs = null }));
    }

    [Fact]
    public void Options_OfTheNewEstimators_AreInTheVersion()
    {
        var before = new AdvantageOptions();
        Assert.NotEqual(before.Version, (before with { Decay = 0.5 }).Version);
        Assert.NotEqual(before.Version, (before with { ValueTemperature = 2 }).Version);
        Assert.NotEqual(before.Version, (before with { Convention = before.Convention with { MeanEpsilon = 1e-6 } }).Version);
        Assert.False((before with { Estimator = AdvantageEstimator.RoleAverage }).IsGroupLocal);
        Assert.True((before with { Estimator = AdvantageEstimator.MaxRl }).IsGroupLocal);
    }

    private static AdvantageResult Compute(AdvantageEstimator estimator, params GroupRewards[] groups)
    {
        var batch = new AdvantageBatch();
        foreach (var group in groups)
            batch.Add(group);
        return new AdvantageComputation(new ReferenceAdvantages(), new AdvantageOptions { Estimator = estimator }).Compute(batch);
    }
}
