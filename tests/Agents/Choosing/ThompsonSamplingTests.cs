using Rlar.Agents.Choosing;

namespace Rlar.Agents.Tests.Choosing;

public sealed class ThompsonSamplingTests
{
    private static readonly HashSet<string> s_all = ["good", "bad"];

    [Fact]
    public void Choose_WorthIsLearnt_GoesToTheBetterTool()
    {
        var bandit = new ThompsonSampling([new("bad", 1, 1), new("good", 1, 1)], 3);
        var worth = new Random(1);
        var good = 0;
        for (var call = 0; call < 400; call++)
        {
            var tool = bandit.Choose(s_all)!;
            good += tool == "good" && call >= 200 ? 1 : 0;
            bandit.Learn(tool, worth.NextDouble() < (tool == "good" ? 0.8 : 0.5) ? 1 : 0);
        }

        Assert.InRange(good, 170, 200);
        Assert.InRange(bandit.Arms[1].Mean, 0.7, 0.9);
    }

    /// <summary>The mean and the variance of what is drawn are those of the beta distribution.</summary>
    [Theory]
    [InlineData(2, 5)]
    [InlineData(0.5, 0.5)]
    [InlineData(40, 10)]
    public void Choose_TwoArms_WinsAsOftenAsTheDistributionsSay(double a, double b)
    {
        // Against an arm that is nearly certain to be worth its mean, the share of wins is about the share of draws above it.
        var bandit = new ThompsonSampling([new("good", a, b), new("bad", 1e7 * a, 1e7 * b)], 11);
        var wins = Enumerable.Range(0, 4000).Count(_ => bandit.Choose(s_all) == "good");
        var expected = (a, b) switch { (2, 5) => 0.4576, (0.5, 0.5) => 0.5, _ => 0.5206 };
        Assert.InRange(wins / 4000.0, expected - 0.03, expected + 0.03);
    }

    [Fact]
    public void Choose_Priors_DecideBeforeAnythingIsLearnt()
    {
        var bandit = new ThompsonSampling([BanditArm.Of("bad", 0.3, 50), BanditArm.Of("good", 0.9, 50)], 0);
        Assert.Equal(100, Enumerable.Range(0, 100).Count(_ => bandit.Choose(s_all) == "good"));
        var dear = new ThompsonSampling([BanditArm.Of("bad", 0.8, 200), BanditArm.Of("good", 0.9, 200, cost: 0.5)], 0);
        Assert.Equal(100, Enumerable.Range(0, 100).Count(_ => dear.Choose(s_all) == "bad"));
    }

    [Fact]
    public void Choose_OnlyOthersAreAllowed_IsNone() =>
        Assert.Null(new ThompsonSampling([new("good", 1, 1)], 0).Choose(new HashSet<string> { "bad" }));

    [Fact]
    public void Load_SavedState_GoesOnAsTheOtherWould()
    {
        var bandit = new ThompsonSampling([new("bad", 1, 1), new("good", 1.5, 1, 0.1)], 9);
        for (var i = 0; i < 7; i++)
            bandit.Learn(bandit.Choose(s_all)!, 0.25);
        var loaded = ThompsonSampling.Load(bandit.Save());
        for (var i = 0; i < 50; i++)
            Assert.Equal(bandit.Choose(s_all), loaded.Choose(s_all));
        Assert.Equal(bandit.Save(), loaded.Save());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"random\":1,\"arms\":[]}")]
    [InlineData("{\"random\":1,\"arms\":[{\"tool\":\"a\",\"successes\":-1,\"failures\":1,\"cost\":0}]}")]
    public void Load_NoState_IsRefused(string json) => Assert.Throws<ArgumentException>(() => ThompsonSampling.Load(json));
}
