using Rlar.Agents.Scouting;

namespace Rlar.Agents.Tests.Scouting;

public sealed class ProbeMeasureTests
{
    [Fact]
    public void Of_EqualRewards_AreChanceAndNotMore()
    {
        var measure = ProbeMeasure.Of([.. Probes(30, _ => (0.5, 0.5), _ => (10, 10))], new MeasureOptions());
        Assert.Equal((30, 30, 0.5), (measure.Queries, measure.Pairs, measure.Accuracy));
        Assert.Contains("not above chance", measure.WhyNot(new MeasureOptions()), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RewardOfLength_IsNotAboveLength()
    {
        // Longer answers are right 9 times of 10, and the tool rewards length.
        var measure = ProbeMeasure.Of([.. Probes(40, index => index % 10 == 0 ? (0.2, 0.8) : (0.8, 0.2), index => index % 10 == 0 ? (20, 80) : (80, 20))], new MeasureOptions());
        Assert.Equal(0.9, measure.Accuracy, 9);
        Assert.Equal(0.9, measure.LengthAccuracy, 9);
        Assert.Contains("not above length", measure.WhyNot(new MeasureOptions()), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ShorterIsRight_LengthCountsTheOtherWayRound()
    {
        var measure = ProbeMeasure.Of([.. Probes(40, _ => (0.8, 0.2), _ => (20, 80))], new MeasureOptions());
        Assert.Equal(1, measure.LengthAccuracy);
        Assert.Contains("not above length", measure.WhyNot(new MeasureOptions()), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_GoodTool_PassesWithItsInterval()
    {
        var measure = ProbeMeasure.Of([.. Probes(40, index => index % 8 == 0 ? (0.2, 0.8) : (0.8, 0.2), index => index % 2 == 0 ? (80, 20) : (20, 80))], new MeasureOptions());
        Assert.Equal(0.875, measure.Accuracy, 9);
        Assert.InRange(measure.Low, 0.6, 0.875);
        Assert.InRange(measure.High, 0.875, 1);
        Assert.Null(measure.WhyNot(new MeasureOptions()));
    }

    [Fact]
    public void Of_FewQueries_DecideNothing()
    {
        var measure = ProbeMeasure.Of([.. Probes(9, _ => (1, 0), _ => (10, 10))], new MeasureOptions { LeastPairs = 1 });
        Assert.True(measure.IsTooFew(new MeasureOptions()));
        Assert.Contains("decide nothing", measure.WhyNot(new MeasureOptions()), StringComparison.Ordinal);
        Assert.Equal(0, ProbeMeasure.Of([], new MeasureOptions()).Pairs);
    }

    [Fact]
    public void Of_SameSeed_IsTheSameToTheLastBit()
    {
        JudgedProbe[] probes = [.. Probes(25, index => (index * 37 % 11 / 11.0, index * 53 % 13 / 13.0), index => (index, 10))];
        Assert.Equal(ProbeMeasure.Of(probes, new MeasureOptions()), ProbeMeasure.Of(probes, new MeasureOptions()));
    }

    private static IEnumerable<JudgedProbe> Probes(int queries, Func<int, (double Right, double Wrong)> rewards, Func<int, (int Right, int Wrong)> lengths) =>
        Enumerable.Range(0, queries).SelectMany(index => new[]
        {
            new JudgedProbe($"q{index}", rewards(index).Right, lengths(index).Right, true),
            new JudgedProbe($"q{index}", rewards(index).Wrong, lengths(index).Wrong, false),
        });
}
