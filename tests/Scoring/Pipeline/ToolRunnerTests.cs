using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Tests.Pipeline;

public sealed class ToolRunnerTests
{
    private static readonly ToolRunnerOptions s_short = new() { Deadline = TimeSpan.FromMilliseconds(200) };

    [Fact]
    public async Task RunAsync_ToolThrows_FailsWithItsMessage()
    {
        var tool = new FakeTool("throws", (_, _) => throw new InvalidOperationException("no luck"));
        var call = await Run(new ToolRunner(s_short, TimeProvider.System), tool, "a", "b");
        Assert.All(call.Outcomes, o => Assert.Contains("no luck", Assert.IsType<RewardOutcome.Failed>(o).Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ToolHangs_FailsAtTheDeadlineAndIsSuspendedAfterThree()
    {
        using var never = new ManualResetEventSlim();
        var tool = new FakeTool("hangs", (_, _) => { never.Wait(TimeSpan.FromMinutes(1), CancellationToken.None); return Task.FromResult<RewardOutcome>(new RewardOutcome.Scored(1)); });
        var runner = new ToolRunner(s_short, TimeProvider.System);
        for (var i = 0; i < 3; i++)
            Assert.Equal("deadline", Assert.IsType<RewardOutcome.Failed>(Assert.Single((await Run(runner, tool, "a")).Outcomes)).Boundary);
        var asked = tool.Asked;
        var suspended = Assert.IsType<RewardOutcome.Failed>(Assert.Single((await Run(runner, tool, "a")).Outcomes));
        Assert.Contains("suspended", suspended.Reason, StringComparison.Ordinal);
        Assert.Equal(asked, tool.Asked);
        var healthy = await Run(runner, FakeTool.Of("healthy", 1), "a");
        Assert.IsType<RewardOutcome.Scored>(Assert.Single(healthy.Outcomes));
        never.Set();
    }

    [Fact]
    public async Task RunAsync_OneCompletionIsSlow_CostsThatOneAlone()
    {
        using var never = new ManualResetEventSlim();
        var tool = new FakeTool("slow-on-b", (completion, _) =>
        {
            if (completion.Text.StartsWith('b'))
                never.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
            return Task.FromResult<RewardOutcome>(new RewardOutcome.Scored(completion.Text.Length));
        });
        var runner = new ToolRunner(s_short, TimeProvider.System);
        // As often as it happens: a group in which something ended is no hang of the tool.
        for (var group = 0; group < 4; group++)
        {
            var outcomes = (await Run(runner, tool, "a", "b", "cc", "b2", "b3", "ddd", "a")).Outcomes;
            Assert.Equal([1.0, null, 2, null, null, 3, 1], outcomes.Select(outcome => (outcome as RewardOutcome.Scored)?.Value));
            Assert.All(outcomes.OfType<RewardOutcome.Failed>(), outcome => Assert.Equal("deadline", outcome.Boundary));
        }

        never.Set();
    }

    [Fact]
    public async Task RunAsync_ToolHangsOnEveryCompletion_CostsAFewDeadlines()
    {
        using var never = new ManualResetEventSlim();
        var tool = new FakeTool("hangs", (_, _) => { never.Wait(TimeSpan.FromMinutes(1), CancellationToken.None); return Task.FromResult<RewardOutcome>(new RewardOutcome.Scored(1)); });
        var call = await Run(new ToolRunner(s_short, TimeProvider.System), tool, [.. Enumerable.Range(0, 64).Select(index => $"{index}")]);
        Assert.Equal(64, call.Outcomes.Count);
        Assert.All(call.Outcomes, outcome => Assert.Equal("deadline", Assert.IsType<RewardOutcome.Failed>(outcome).Boundary));
        Assert.Equal(4, tool.Asked);
        never.Set();
    }

    [Fact]
    public async Task RunAsync_ToolThatComparesIsLate_SaysThatTheGroupShares()
    {
        using var never = new ManualResetEventSlim();
        var tool = new FakeTool("ranks", (_, _) => { never.Wait(TimeSpan.FromMinutes(1), CancellationToken.None); return Task.FromResult<RewardOutcome>(new RewardOutcome.Scored(1)); })
        {
            ComparesSiblings = true,
        };
        var call = await Run(new ToolRunner(s_short, TimeProvider.System), tool, "a", "b");
        Assert.All(call.Outcomes, outcome => Assert.Contains("all completions of the group share", Assert.IsType<RewardOutcome.Failed>(outcome).Reason, StringComparison.Ordinal));
        Assert.Equal(1, tool.Asked);
        never.Set();
    }

    [Fact]
    public async Task RunAsync_EqualCompletions_AreAskedOnce()
    {
        var tool = FakeTool.Of("once", 1);
        var call = await Run(new ToolRunner(s_short, TimeProvider.System), tool, "a", "b", "a", "a");
        Assert.Equal(4, call.Outcomes.Count);
        Assert.Equal(2, tool.Asked);
    }

    [Fact]
    public async Task RunAsync_CostlyTool_RemembersAcrossGroupsButNotFailures()
    {
        var fails = true;
        var tool = new FakeTool(
            "costly", (_, _) => Task.FromResult<RewardOutcome>(fails ? new RewardOutcome.Failed("tool", "later") : new RewardOutcome.Scored(1)), ToolCost.Expensive);
        var runner = new ToolRunner(s_short, TimeProvider.System);
        await Run(runner, tool, "a");
        fails = false;
        await Run(runner, tool, "a");
        var third = await Run(runner, tool, "a");
        Assert.IsType<RewardOutcome.Scored>(Assert.Single(third.Outcomes));
        Assert.Equal(2, tool.Asked);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var tool = new FakeTool("slow", async (_, token) => { await Task.Delay(1000, token); return new RewardOutcome.Scored(1); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new ToolRunner(s_short, TimeProvider.System).RunAsync(new RoutedTool(tool, 1), Group("a"), cancelled.Token));
    }

    [Theory]
    [InlineData(false, "a|b")]
    [InlineData(true, "[\"a\", \"b\"]")]
    public async Task RunAsync_ReferenceThatIsAListInAText_ReachesTheToolAsItsCardSays(bool readsAsText, string expected)
    {
        var group = Group("x");
        group = group with { Query = group.Query with { References = ["[\"a\", \"b\"]"] } };
        var tool = new ReferencesTool(readsAsText);
        await new ToolRunner(s_short, TimeProvider.System).RunAsync(new RoutedTool(tool, 1), group, CancellationToken.None);
        Assert.Equal(expected, string.Join('|', tool.Seen));
    }

    private sealed class ReferencesTool(bool readsAsText) : IRewardTool
    {
        public ToolCard Card { get; } = new() { Id = "references", Kind = ToolKind.Verifier, Description = "", ReadsReferenceAsText = readsAsText };

        public IReadOnlyList<string> Seen { get; private set; } = [];

        public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
        {
            Seen = group.Query.References;
            return new([new RewardOutcome.Scored(1)]);
        }
    }

    private static Task<ToolCall> Run(ToolRunner runner, IRewardTool tool, params string[] completions) =>
        runner.RunAsync(new RoutedTool(tool, 1), Group(completions), CancellationToken.None);

    private static RolloutGroup Group(params string[] completions) =>
        new(new Query { Id = "q", Prompt = [new Message("user", "What is it?")], References = ["r"] }, [.. completions.Select(text => new Completion(text))]);
}
