using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Tests.Pipeline;

public sealed class RewardCombinerTests
{
    private static readonly RewardOutcome s_failed = new RewardOutcome.Failed("tool", "broke");
    private static readonly RewardOutcome s_unscorable = new RewardOutcome.Unscorable("nothing to compare with");

    [Fact]
    public void Combine_SeveralTools_WeighsAndKeepsParts()
    {
        var (outcome, reward) = RewardCombiner.Combine([Call("a", 3, Scored(1)), Call("b", 1, Scored(0.5))], 0, measuresTime: false);
        Assert.Equal(0.875, reward);
        var scored = Assert.IsType<RewardOutcome.Scored>(outcome.Outcome);
        Assert.Equal(1, scored.Parts!["a"]);
        Assert.Equal(0.5, scored.Parts["b"]);
        Assert.Equal(["a", "b"], outcome.Tools!.Select(tool => tool.Tool));
    }

    [Fact]
    public void Combine_Shaper_AddsToTheMean()
    {
        var (_, reward) = RewardCombiner.Combine([Call("a", 5, Scored(1)), Call("s", 0.5, Scored(-0.4), ToolKind.Shaper)], 0, measuresTime: false);
        Assert.Equal(0.8, reward!.Value, 12);
    }

    [Fact]
    public void Combine_OneToolDidNotScore_HasNoReward()
    {
        var (failed, none) = RewardCombiner.Combine([Call("a", 1, Scored(1)), Call("u", 1, s_unscorable), Call("f", 1, s_failed)], 0, measuresTime: false);
        Assert.Null(none);
        Assert.Same(s_failed, failed.Outcome);
        var (unscorable, still) = RewardCombiner.Combine([Call("a", 1, Scored(1)), Call("u", 1, s_unscorable)], 0, measuresTime: false);
        Assert.Null(still);
        Assert.Same(s_unscorable, unscorable.Outcome);
    }

    [Fact]
    public void Combine_OneTool_MapsItsRangeToTheReward()
    {
        var call = Call("ter", 7, Scored(25), calibration: new ValueRange(0, 100, HigherIsBetter: false));
        Assert.Equal(0.75, RewardCombiner.Combine([call], 0, measuresTime: false).Reward);
    }

    [Fact]
    public void Shares_AnyRoute_SumToTheReward()
    {
        ToolCall[][] routes =
        [
            [Call("a", 7, Scored(0.25))],
            [Call("s", 0.5, Scored(-0.4), ToolKind.Shaper)],
            [Call("a", 3, Scored(1)), Call("b", 1, Scored(0.5)), Call("a", 2, Scored(0.1)), Call("s", 0.5, Scored(-0.4), ToolKind.Shaper)],
        ];
        foreach (var calls in routes)
        {
            var shares = RewardCombiner.Shares(calls, 0);
            Assert.Equal(calls.Select(call => call.Tool.Tool.Card.Id).Distinct(), shares.Keys);
            Assert.Equal(RewardCombiner.Combine(calls, 0, measuresTime: false).Reward!.Value, shares.Values.Sum(), 12);
        }
    }

    private static RewardOutcome.Scored Scored(double value) => new(value);

    private static ToolCall Call(string id, double weight, RewardOutcome outcome, ToolKind kind = ToolKind.Verifier, ValueRange? calibration = null) =>
        new(new RoutedTool(FakeTool.Of(id, 0, kind), weight, calibration), [outcome], TimeSpan.Zero);
}
