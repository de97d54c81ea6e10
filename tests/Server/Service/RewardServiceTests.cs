using Rlar.Scoring.Pipeline;
using Rlar.Server.Service;

namespace Rlar.Server.Tests.Service;

/// <summary>Lanes, deadlines, equal requests, and groups that come one by one. The clock decides nothing here but that something ends at all.</summary>
public sealed class RewardServiceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ScoreAsync_OneToolHangs_OthersAnswer()
    {
        var (hung, free) = (new GateTool("hung"), new GateTool("free"));
        free.Open();
        using var service = new RewardService(new ByName(hung, free), new RewardServiceOptions { Parallelism = 1 });
        Task<ScoredGroup>[] waiting = [.. Enumerable.Range(0, 50).Select(i => Ask(service, "hung", $"{i}"))];
        for (var i = 0; i < 50; i++)
            Assert.Equal([1], (await Ask(service, "free", $"{i}")).Rewards);
        Assert.Equal(1, hung.Calls);
        hung.Open();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task ScoreAsync_QueueIsFull_RefusesWithATimeAndTakesTheNextAfterwards()
    {
        var slow = new GateTool("slow");
        using var service = new RewardService(new ByName(slow), new RewardServiceOptions { Queue = 2, Parallelism = 1 });
        Task<ScoredGroup>[] accepted = [Ask(service, "slow", "a"), Ask(service, "slow", "b")];
        var busy = await Assert.ThrowsAsync<BusyException>(() => Ask(service, "slow", "c"));
        Assert.InRange(busy.RetryAfter.TotalSeconds, 1, 60);
        slow.Open();
        Assert.All(await Task.WhenAll(accepted), scored => Assert.Equal([1], scored.Rewards));
        Assert.Equal([1], (await Ask(service, "slow", "c")).Rewards);
    }

    [Fact]
    public async Task ScoreAsync_EqualRequests_AreOneCallThatOneOfThemCannotStop()
    {
        var slow = new GateTool("slow");
        using var service = new RewardService(new ByName(slow));
        using var left = new CancellationTokenSource();
        var first = Ask(service, "slow", "a", left.Token);
        await slow.Asked.Task.WaitAsync(Stop);
        var second = Ask(service, "slow", "a");
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        slow.Open();
        Assert.Equal([1], (await second).Rewards);
        Assert.Equal(1, slow.Calls);
    }

    [Fact]
    public async Task ScoreAsync_AllClientsHungUp_StopsTheTool()
    {
        var slow = new GateTool("slow");
        using var service = new RewardService(new ByName(slow));
        using var left = new CancellationTokenSource();
        Task<ScoredGroup>[] both = [Ask(service, "slow", "a", left.Token), Ask(service, "slow", "a", left.Token)];
        await slow.Asked.Task.WaitAsync(Stop);
        await left.CancelAsync();
        foreach (var one in both)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        await slow.Stopped.Task.WaitAsync(Stop);
    }

    [Fact]
    public async Task ScoreAsync_DeadlineIsOver_FailsThereWaitIncluded()
    {
        var slow = new GateTool("slow");
        using var service = new RewardService(new ByName(slow), new RewardServiceOptions { Parallelism = 1 });
        var first = Ask(service, "slow", "a");
        var waits = await service.ScoreAsync(
            new ScoreRequest(ByName.Group("slow", "b", "c"), "test") { Deadline = TimeSpan.FromMilliseconds(20) }, Stop);
        Assert.All(waits.Outcomes, outcome => Assert.Equal("deadline", Assert.IsType<RewardOutcome.Failed>(outcome.Outcome).Boundary));
        Assert.Equal([null, null], waits.Rewards);
        slow.Open();
        Assert.Equal([1], (await first).Rewards);
        Assert.Equal(1, slow.Calls); // the one that was late never had its turn
    }

    [Fact]
    public async Task ScoreAsync_PartsOfAGroup_AreJoinedWhenTheyAreAllThere()
    {
        var judge = new GateTool("judge", comparesSiblings: true);
        judge.Open();
        using var service = new RewardService(new ByName(judge), new RewardServiceOptions { JoinWindow = TimeSpan.FromMinutes(10) });
        var parts = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Join(service, "g", 4, $"{i}")));
        Assert.All(parts, part => Assert.Equal([0.25], part.Rewards));
        Assert.Equal(["0", "1", "2", "3"], parts.Select(part => part.Group.Completions.Single().Text));
        Assert.Equal(1, judge.Calls);
    }

    [Fact]
    public async Task ScoreAsync_PartsThatNeverCome_TheWindowCloses()
    {
        var judge = new GateTool("judge", comparesSiblings: true);
        judge.Open();
        using var service = new RewardService(new ByName(judge), new RewardServiceOptions { JoinWindow = TimeSpan.FromMilliseconds(50) });
        var parts = await Task.WhenAll(Join(service, "g", 8, "a"), Join(service, "g", 8, "b"));
        Assert.All(parts, part => Assert.NotNull(part.Rewards[0]));
    }

    [Fact]
    public async Task ScoreAsync_OneIdForTwoQuestions_JoinsNoStrangers()
    {
        var judge = new GateTool("judge", comparesSiblings: true);
        judge.Open();
        using var service = new RewardService(new ByName(judge), new RewardServiceOptions { JoinWindow = TimeSpan.FromMinutes(10) });
        var other = ByName.Group("judge", "x", "y");
        other = other with { Query = other.Query with { Prompt = [new Message("user", "another question")] } };
        var first = Join(service, "g", 2, "a");
        var strangers = await service.ScoreAsync(new ScoreRequest(other, "test") { Join = new GroupJoin("g", 2) }, Stop);
        Assert.Equal([0.5, 0.5], strangers.Rewards);
        Assert.Equal([0.5], (await Join(service, "g", 2, "b")).Rewards);
        Assert.Equal([0.5], (await first).Rewards);
    }

    [Fact]
    public async Task ScoreAsync_TenThousandQueued_AllAreAnswered()
    {
        var slow = new GateTool("slow");
        using var service = new RewardService(new ByName(slow), new RewardServiceOptions { Queue = 10_000, Parallelism = 2 });
        Task<ScoredGroup>[] queued = [.. Enumerable.Range(0, 10_000).Select(i => Ask(service, "slow", $"{i}"))];
        Assert.Equal((2, 9_998), service.Meter.Queued);
        slow.Open();
        var answers = await Task.WhenAll(queued);
        Assert.All(answers, answer => Assert.Equal([1], answer.Rewards));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"{i}"), answers.Select(answer => answer.Group.Completions[0].Text));
    }

    [Fact]
    public async Task ScoreAsync_ToolThatIsNotThere_SaysWhichMayBeMeant()
    {
        using var service = new RewardService(
            new ByName(), new RewardServiceOptions { Registry = Rewards.BuiltInTools.Registry });
        var error = await Assert.ThrowsAsync<ToolException>(() => Ask(service, "mth", "a"));
        Assert.Contains("did you mean math?", error.Message, StringComparison.Ordinal);
    }

    private static Task<ScoredGroup> Ask(RewardService service, string tool, string completion, CancellationToken? stop = null) =>
        service.ScoreAsync(new ScoreRequest(ByName.Group(tool, completion), "test"), stop ?? Stop);

    private static Task<ScoredGroup> Join(RewardService service, string id, int size, string completion) =>
        service.ScoreAsync(new ScoreRequest(ByName.Group("judge", completion), "test") { Join = new GroupJoin(id, size) }, Stop);
}
