using System.Text;
using Rlar.Grpo.Advantages;
using Rlar.Kernels;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Reference;

namespace Rlar.Grpo.Tests.Advantages;

public sealed class RunningStepTests
{
    private static readonly ReferenceNormalization s_kernels = new();

    [Theory]
    [InlineData("zscore:scope=running,state=s,eps=0.1")]
    [InlineData("min-max:scope=running,state=s,constant=0.25")]
    [InlineData("clip-deviations:scope=running,state=s,k=0.5")]
    public void Apply_AcrossRuns_IsTheKernelOnAllRewardsSoFar(string text)
    {
        double[] first = [1, 2, 4], second = [8, 0.5];
        var step = Parse(text);
        Close(Expected(text, first, first), Apply(step, first));
        var next = Parse(text);
        next.Restore(step.Save());
        Close(Expected(text, second, [.. first, .. second]), Apply(next, second));

        // Saving is exact: a state that goes through a file is the state that stayed in memory.
        Close(Apply(next, [3]), Apply(Both(text, step, second), [3]));
    }

    [Fact]
    public void Apply_Components_HaveAStateEach()
    {
        var step = Parse("min-max:scope=running,state=s");
        var batch = new AdvantageBatch();
        batch.Add(new GroupRewards { Components = new Dictionary<string, double?[]> { ["a"] = [0, 1], ["b"] = [0, null], ["c"] = [null, null] } });
        var rewards = new ShapedRewards(batch);
        step.Apply(rewards);
        Assert.Equal([0, 1], rewards.Components["a"].Rewards);
        Assert.Equal(0.5, rewards.Components["b"].Rewards[0]);
        Assert.Equal(
            """{"statistic":"RunningRange","components":{"a":{"count":2,"min":0,"max":1},"b":{"count":1,"min":0,"max":0}}}""",
            Encoding.UTF8.GetString(step.Save()).Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"statistic":"RunningMoments"}""")]
    [InlineData("""{"statistic":"RunningMoments","components":null}""")]
    [InlineData("""{"statistic":"RunningMoments","components":{"a":{"count":2,"mean":1}}}""")]
    [InlineData("""{"statistic":"RunningMoments","components":{"a":{"count":-2,"mean":1,"m2":0}}}""")]
    [InlineData("""{"statistic":"RunningMoments","components":{},"more":1}""")]
    [InlineData("""{"statistic":"RunningRange","components":{"a":{"count":2,"min":0,"max":1}}}""")]
    public void Restore_NoStateOfIts_IsRefused(string json) =>
        Assert.Throws<KernelException>(() => Parse("zscore:scope=running,state=s").Restore(Encoding.UTF8.GetBytes(json)));

    private static IRunningShaping Parse(string text) => Assert.IsType<IRunningShaping>(ShapingNames.Parse(text), exactMatch: false);

    private static IRunningShaping Both(string text, IRunningShaping step, double[] more)
    {
        var copy = Parse(text);
        copy.Restore(step.Save());
        _ = Apply(copy, more);
        return copy;
    }

    private static double[] Apply(IRunningShaping step, double[] values)
    {
        var batch = new AdvantageBatch();
        batch.Add(GroupRewards.Of([.. values.Select(v => (double?)v)]));
        var rewards = new ShapedRewards(batch);
        step.Apply(rewards);
        return rewards.Components["reward"].Rewards;
    }

    private static double[] Expected(string text, double[] rewards, double[] seen)
    {
        var expected = new double[rewards.Length];
        if (text.StartsWith("zscore", StringComparison.Ordinal))
            s_kernels.RunningZScore(rewards, [], s_kernels.Moments(seen, []), new ZScoreOptions { Epsilon = 0.1 }, expected);
        else if (text.StartsWith("min-max", StringComparison.Ordinal))
            s_kernels.RunningMinMax(rewards, [], s_kernels.Range(seen, []), 0.25, expected);
        else
            s_kernels.ClipToDeviations(rewards, [], s_kernels.Moments(seen, []), new ZScoreOptions { ClipDeviations = 0.5 }, expected);
        return expected;
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 12);
    }
}
