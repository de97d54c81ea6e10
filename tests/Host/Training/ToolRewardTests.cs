using Rlar.Grpo.Recipes;
using Rlar.Grpo.Rollouts;
using Rlar.Host.Training;
using Rlar.Rewards;
using Rlar.Scoring.Run;

namespace Rlar.Host.Tests.Training;

public sealed class ToolRewardTests
{
    private static readonly Query s_query = new() { Id = "q", Prompt = [new Message("user", "a dog")], References = ["cat"] };

    [Fact]
    public async Task ScoreAsync_WeightsOnAPath_AreThoseOfTheStep()
    {
        var reward = Of(new RecipeTool("contains", "linear:1:0:10", Nothing), new RecipeTool("exact-match", "1", Nothing));

        var first = await reward.ScoreAsync(s_query, Rollouts("a cat", "cat"), 1, TestContext.Current.CancellationToken);
        var last = await reward.ScoreAsync(s_query, Rollouts("a cat", "cat"), 11, TestContext.Current.CancellationToken);

        Assert.Equal([0.5, 1], first.Rewards);
        Assert.Equal([0, 1], last.Rewards);
        Assert.Equal([1, 1], last.ByTool["contains"]);
    }

    [Fact]
    public async Task ScoreAsync_NothingToJudgeBy_IsNoReward()
    {
        var said = await Of(new RecipeTool("contains", "1", Nothing))
            .ScoreAsync(s_query with { References = [] }, Rollouts("a cat"), 1, TestContext.Current.CancellationToken);

        Assert.Equal([null], said.Rewards);
        Assert.NotNull(said.Reasons[0]);
    }

    private static IReadOnlyDictionary<string, string> Nothing => new Dictionary<string, string>();

    private static ToolReward Of(params IReadOnlyList<RecipeTool> tools) => ToolReward.Of(tools, BuiltInTools.Registry, "", new RewardRunOptions());

    private static IReadOnlyList<Rollout> Rollouts(params IReadOnlyList<string> texts) =>
        [.. texts.Select((text, i) => new Rollout(i, [1], [-1], RolloutEnd.EndToken, text))];
}
