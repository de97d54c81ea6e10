using Rlar.Scoring.Pipeline;
using Rlar.Server.Live;

namespace Rlar.Server.Tests.Live;

/// <summary>What is shown is what was scored, and what is held is bounded.</summary>
public sealed class LiveLogTests
{
    [Fact]
    public async Task Add_RealGroups_AreCountedByToolAndTask()
    {
        var groups = await LiveBench.MultitaskAsync();
        var view = (await LiveBench.LogAsync()).Runs[0].View(0, 0);
        double[] rewards = [.. groups.SelectMany(group => group.Rewards).OfType<double>()];
        Assert.Equal(groups.Count, view.All.All.Groups);
        Assert.Equal(groups.Sum(group => group.Outcomes.Count), view.All.All.Completions);
        Assert.Equal(rewards.Average(), view.All.All.Mean, 12);
        Assert.Equal(rewards.Length, view.Tasks.Sum(task => task.All.Values));
        Assert.Equal(view.All.All.Scored, view.All.Points.Sum(point => point.Scored));
        foreach (var tool in groups.SelectMany(group => group.Calls).GroupBy(call => call.Tool.Tool.Card.Id))
        {
            var shown = Assert.Single(view.Tools, one => one.Name == tool.Key);
            double[] values = [.. tool.SelectMany(call => call.Outcomes).OfType<RewardOutcome.Scored>().Select(scored => scored.Value)];
            Assert.Equal(values.Length, shown.All.Scored);
            Assert.Equal(values.DefaultIfEmpty(0).Average(), shown.All.Mean, 12);
            Assert.Equal(tool.Count(), shown.Latency!.Count);
        }

        Assert.Equal(groups.Count, view.Routes.Sum(route => route.Groups));
        Assert.All(view.Routes, route => Assert.NotEqual("", route.Why));
        Assert.Equal(3, view.All.Latency!.Longest, 6);
        Assert.Equal("native", Assert.Single(view.Sources).Name);
    }

    [Fact]
    public async Task Add_GroupsWithoutVariance_AreKeptApart()
    {
        var log = new LiveLog(new LiveLogOptions { Groups = 2 });
        log.Add("native", await LiveBench.ScoreAsync("p", "a", "a", "a"), TimeSpan.Zero);
        foreach (var completion in new[] { "a", "b", "c", "d" })
            log.Add("native", await LiveBench.ScoreAsync("p", "a", completion, "x", "a"), TimeSpan.Zero);
        log.Add("native", await LiveBench.ScoreAsync("p", "a", "a"), TimeSpan.Zero); // one alone has no variance to lack
        Assert.Equal(1, Assert.Single(log.Runs[0].Groups(Shelf.Flat)).Number);
        Assert.Equal([6, 5], log.Runs[0].Groups(Shelf.All).Select(group => group.Number));
        Assert.Equal("p", log.Find(1)!.Prompt[0].Content);
        Assert.Null(log.Find(2));
        Assert.Equal(1, log.Runs[0].View(0, 0).All.All.Flat);
    }

    [Fact]
    public async Task Add_MoreNamesThanAreCounted_StaysBounded()
    {
        var log = new LiveLog(new LiveLogOptions { Names = 4 });
        var group = await LiveBench.ScoreAsync("p", "a", "a");
        for (var i = 0; i < 50; i++)
            log.Add($"source {i}", group with { Route = group.Route with { Task = $"task {i}" } }, TimeSpan.Zero);
        var view = log.Runs[0].View(0, 0);
        Assert.Equal((5, 5, 5), (view.Tasks.Length, view.Sources.Length, view.Routes.Length));
        Assert.Equal(46, view.Tasks.Single(task => task.Name == "(others)").All.Groups);
        Assert.Equal(50, view.Routes.Sum(route => route.Groups));
    }

    [Fact]
    public async Task Add_LongTexts_AreCutToTheirEnds()
    {
        var log = new LiveLog(new LiveLogOptions { Bytes = 1 << 20 });
        var text = "first" + new string('x', 1_000_000) + "last";
        for (var i = 0; i < 20; i++)
            log.Add("native", await LiveBench.ScoreAsync(text, "a", text, "\ud83d\ude00" + text), TimeSpan.Zero);
        var groups = log.Runs[0].Groups(Shelf.All);
        Assert.True(groups.Sum(group => group.Size) <= 1 << 20);
        var kept = groups[0].Completions![0].Text;
        Assert.StartsWith("first", kept, StringComparison.Ordinal);
        Assert.EndsWith("last", kept, StringComparison.Ordinal);
        Assert.Contains("letters are left out", kept, StringComparison.Ordinal);
        Assert.NotNull(groups[0].CutAt);
    }

    [Fact]
    public async Task Watch_NobodyReads_NothingWaits_AndWhatIsMissedIsCounted()
    {
        var log = new LiveLog();
        using var feed = log.Watch(1)!;
        Assert.Null(log.Watch(1));
        var group = await LiveBench.ScoreAsync("p", "a", "a");
        for (var i = 0; i < 1000; i++)
            log.Add("native", group, TimeSpan.Zero);
        var (groups, missed) = feed.Take();
        Assert.Equal(1000, groups.Count + missed);
        Assert.Equal(1000, groups[^1].Number);
        Assert.Equal(0, feed.Take().Missed);
        feed.Dispose();
        using var another = log.Watch(1);
        Assert.NotNull(another);
    }

    [Fact]
    public async Task Add_ManyThreads_LosesNothing()
    {
        var log = new LiveLog();
        var group = await LiveBench.ScoreAsync("p", "a", "a", "b");
        using var feed = log.Watch(8);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 2000; i++)
            {
                log.Add("native", group, TimeSpan.Zero);
                if (i % 100 == 0)
                    log.Runs[0].View(0, 0);
            }
        })));
        var view = log.Runs[0].View(0, 0);
        Assert.Equal((8000, 16000, 0.5), (view.All.All.Groups, view.All.All.Scored, Math.Round(view.All.All.Mean, 9)));
        Assert.Equal(log.Options.Groups, log.Runs[0].Groups(Shelf.All).Select(one => one.Number).Distinct().Count());
    }

    [Fact]
    public async Task View_FromAPoint_HasWhatCameSince()
    {
        var log = await LiveBench.LogAsync();
        var run = log.Runs[0];
        var whole = run.View(0, 0);
        var since = run.View(whole.Last, whole.Width);
        Assert.Equal(whole.Last, since.From);
        Assert.Single(since.All.Points);
        Assert.Equal(0, run.View(whole.Last, whole.Width * 2).From);
    }

    [Fact]
    public void Add_FailedAndUnscorable_SayWhereAndWhy()
    {
        var run = new LiveRun(new RunIdentity("r", "serve", ""), "row", new LiveLogOptions());
        RewardOutcome[] outcomes = [new RewardOutcome.Failed("deadline", "too slow"), new RewardOutcome.Unscorable("no reference"), new RewardOutcome.Scored(1)];
        run.Add(new LiveGroup
        {
            Number = 7,
            Id = "q",
            Task = "math",
            Calls = [new LiveCall("math", "v", 1, outcomes, TimeSpan.FromSeconds(2))],
            Outcomes = [.. outcomes.Select(outcome => new CompletionOutcome(outcome))],
            Rewards = [null, null, 1],
        });
        var tool = Assert.Single(run.View(0, 0).Tools);
        Assert.Equal(("deadline", 1L), Assert.Single(tool.Failures));
        Assert.Equal(("too slow", 7L), tool.LastFailure);
        Assert.Equal(("no reference", 7L), tool.LastUnscorable);
        Assert.Equal(7, Assert.Single(run.Groups(Shelf.Trouble)).Number);
        Assert.Empty(run.Groups(Shelf.Flat));
    }
}
