using Rlar.Agents.Rubrics;
using Rlar.Agents.Tests.Asking;

namespace Rlar.Agents.Tests.Rubrics;

public sealed class GroupJudgeTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(33)]
    [InlineData(100)]
    public void Pairs_AnyGroup_AreAtMostTwicePlayersAndEachPlays(int players)
    {
        var tournament = new Tournament(players);
        var pairs = 0;
        for (var round = 0; round < tournament.Rounds; round++)
        {
            foreach (var (first, second) in tournament.Pairs(round))
            {
                Assert.NotEqual(first, second);
                tournament.Note(first, second, first > second ? 1 : 0); // the greater number is the better
                pairs++;
            }
        }

        Assert.InRange(pairs, players / 2, (2 * players) + 1);
        Assert.All(Enumerable.Range(0, players), player => Assert.True(tournament.Met(player) > 0));
        Assert.Equal(1, tournament.Rate(players - 1));
        Assert.Equal(0, tournament.Rate(0));
        var halves = Enumerable.Range(0, players).Select(tournament.Rate).ToArray();
        Assert.True(halves[..(players / 2)].Average() < halves[(players / 2)..].Average());
    }

    [Fact]
    public void Score_JudgeThatKnowsTheBetter_RanksTheGroup()
    {
        using var client = new ScriptedChatClient((_, user) =>
            $$"""{"better":"{{(ScriptedChatClient.Between("answer-a", user).Length > ScriptedChatClient.Between("answer-b", user).Length ? "A" : "B")}}"}""");
        var values = Values(client, "aaaa", "", "aa", "a", "aaa", "aa");
        Assert.Equal(1, values[0]);
        Assert.Equal(0, values[1]);
        Assert.Equal(0, values[3]);
        Assert.Equal(values[2], values[5]);
        Assert.True(values[0] > values[2]);
    }

    [Fact]
    public void Score_JudgeThatLikesTheFirstPlace_TellsNothingApart()
    {
        using var client = new ScriptedChatClient((_, _) => """{"better":"A"}""");
        Assert.All(Values(client, "a", "b", "c"), value => Assert.Equal(0.5, value));
    }

    [Fact]
    public void Score_JudgeWithoutAVerdict_Fails()
    {
        using var client = new ScriptedChatClient((_, _) => "both are fine");
        Assert.All(Outcomes(client, "a", "b"), outcome => Assert.IsType<RewardOutcome.Failed>(outcome));
    }

    [Fact]
    public void Score_OneCompletion_IsUnscorable()
    {
        using var client = new ScriptedChatClient((_, _) => "");
        Assert.IsType<RewardOutcome.Unscorable>(Outcomes(client, "a")[0]);
    }

    private static double[] Values(ScriptedChatClient client, params string[] answers) =>
        [.. Outcomes(client, answers).Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value)];

    private static IReadOnlyList<RewardOutcome> Outcomes(ScriptedChatClient client, params string[] answers) =>
        GroupJudge.Definition("judge/tournament", client).Create()
        .ScoreAsync(new RolloutGroup(new Query { Id = "q", Prompt = [new Message("user", "?")] }, [.. answers.Select(text => new Completion(text))]),
            CancellationToken.None)
        .AsTask().GetAwaiter().GetResult();
}
