using Rlar.Rewards;
using Rlar.Scoring.Run;
using Rlar.Server.Live;
using Rlar.Server.Live.Watching;
using Rlar.Tests;

namespace Rlar.Server.Tests.Live;

/// <summary>Files that a real run writes, and those of a training run, are followed while they grow.</summary>
public sealed class WatchTests : TempFolder
{
    private const string Step =
        """{"step":STEP,"phase":"grpo","loss":0.1,"reward":0.25,"reward_std":0.4,"tool_reward":{"contains":0.5},"tool_reward_std":{"contains":0.5},"groups":8,"completions":64,"unscored":4,"zero_variance_share":0.75,"entropy":1.5,"kl":null,"seconds":3}""";

    [Fact]
    public async Task ScoredOutputAndLedger_OfARealRun_AreCounted()
    {
        Write("in.jsonl", Enumerable.Range(0, 30).Select(i => $$"""{"id":"q{{i}}","prompt":"p","reference":"{{i % 3}}","completions":["0","1"]}"""));
        var run = new RewardRun(new FixedRouter(BuiltInTools.Registry.Create("exact-match")), new RewardRunOptions { MeasuresTime = true });
        await run.RunAsync(
            new RowFiles { Input = PathOf("in.jsonl"), Output = PathOf("scored.jsonl") }, null, null, TestContext.Current.CancellationToken);
        var log = new LiveLog();
        var watch = new RunWatch(log, new WatchOptions { Paths = [PathOf("")] });
        while (watch.Look())
        {
        }

        var scored = Assert.Single(log.Runs, one => one.Identity.Kind == "score").View(0, 0); // the input is none
        Assert.Equal(2, log.Runs.Length);
        Assert.Equal((30, 60, 10), (scored.All.All.Groups, scored.All.All.Scored, scored.All.All.Flat));
        Assert.Equal(1 / 3.0, scored.All.All.Mean, 12);
        Assert.Equal("exact-match", Assert.Single(scored.Tools).Name);
        Assert.Equal(30, scored.Tools[0].Latency!.Count);
        Assert.Equal(("row", 29), (scored.Unit, scored.Last));
    }

    [Fact]
    public async Task Ledger_OfARunThatIsStillWriting_IsReadWithoutDisturbingIt()
    {
        Write("in.jsonl", Enumerable.Range(0, 3).Select(i => $$"""{"id":"q{{i}}","prompt":"p","reference":"1","completions":["0","1"]}"""));
        var run = new RewardRun(new FixedRouter(BuiltInTools.Registry.Create("exact-match")));
        await run.RunAsync(
            new RowFiles { Input = PathOf("in.jsonl"), Output = PathOf("scored.jsonl"), Ledger = PathOf("run.ledger") }, null, null, TestContext.Current.CancellationToken);

        // As a run holds it: nobody else may open it, by .NET's rules.
        await using var held = new FileStream(PathOf("run.ledger"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var log = new LiveLog();
        var watch = new RunWatch(log, new WatchOptions { Paths = [PathOf("run.ledger")] });
        watch.Look();
        watch.Look();
        var view = Assert.Single(log.Runs, one => one.Identity.Kind == "ledger").View(0, 0);
        Assert.Equal((3, 6, 0.5), (view.All.All.Groups, view.All.All.Scored, view.All.All.Mean));
    }

    [Fact]
    public void UnfinishedOutput_ThatIsRenamed_GoesOnWhereItWas()
    {
        var log = new LiveLog();
        var watch = new RunWatch(log, new WatchOptions { Paths = [PathOf("out.jsonl")] });
        Assert.False(watch.Look());
        Write("out.jsonl.part", Row("a"), Row("b"));
        watch.Look();
        Assert.Equal(2, log.Runs[1].View(0, 0).All.All.Groups);
        File.AppendAllText(PathOf("out.jsonl.part"), Row("c") + "\n" + Row("d")[..20]);
        watch.Look();
        Assert.Equal(3, log.Runs[1].View(0, 0).All.All.Groups);
        File.AppendAllText(PathOf("out.jsonl.part"), Row("d")[20..] + "\n");
        File.Move(PathOf("out.jsonl.part"), PathOf("out.jsonl"));
        watch.Look();
        Assert.Equal(["d", "c", "b", "a"], log.Runs[1].Groups(Shelf.All).Select(group => group.Id));
        Assert.Equal(2, log.Runs.Length);
    }

    [Fact]
    public void FileThatBeginsAnew_IsReadAnew()
    {
        var log = new LiveLog();
        var watch = new RunWatch(log, new WatchOptions { Paths = [PathOf("out.jsonl")] });
        Write("out.jsonl", Row("a"), Row("b"), Row("c"));
        watch.Look();
        Write("out.jsonl", Row("other"), Row("b"), Row("c"), Row("d"));
        watch.Look();
        Assert.Equal(4, Assert.Single(log.Runs.Skip(1)).View(0, 0).All.All.Groups);
        Write("out.jsonl", Row("other"));
        watch.Look();
        Assert.Equal(1, Assert.Single(log.Runs.Skip(1)).View(0, 0).All.All.Groups);
    }

    [Fact]
    public void LinesThatCannotBeRead_AreCountedAndNoMore()
    {
        var log = new LiveLog();
        var watch = new RunWatch(log, new WatchOptions { Paths = [PathOf("out.jsonl")], BytesPerLook = 1000 });
        Write("out.jsonl", Row("a"), "{", """{"outcomes":[{"status":"what"}]}""", $$"""{"id":"{{new string('x', 5000)}}","outcomes":[]}""", Row("b"));
        while (watch.Look())
        {
        }

        var run = Assert.Single(log.Runs.Skip(1));
        Assert.Equal(["b", "a"], run.Groups(Shelf.All).Select(group => group.Id));
        Assert.Equal("3 lines could not be read and are not counted.", run.View(0, 0).Note);
    }

    [Fact]
    public void TrainingRun_StepsSamplesAndAlarms_AreShown()
    {
        Directory.CreateDirectory(PathOf("one"));
        var log = new LiveLog();
        var watch = new RunWatch(log, new WatchOptions { Paths = [PathOf("")] });
        Write("one/metrics.jsonl", Enumerable.Range(1, 5).Select(StepLine));
        Write(
            "one/samples.jsonl",
            """{"step":3,"split":"train","id":"r","prompt":"Once","completion":" upon","reward":1,"tools":{"contains":1},"advantage":0.5,"tokens":2,"truncated":false}""");
        Write("one/alarms.jsonl", """{"step":3,"name":"length-drift","severity":"warning","sentence":"Longer and longer.","evidence":{},"examples":[]}""");
        watch.Look();
        var run = Assert.Single(log.Runs, one => one.Identity.Kind == "train");
        var view = run.View(0, 0);
        Assert.Equal((300, 20, 40, 30), (view.All.All.Scored, view.All.All.Unscorable, view.All.All.Groups, view.All.All.Flat));
        Assert.Equal((0.25, 5), (view.All.All.Mean, view.Last));
        Assert.Equal(0.4, view.All.Points[1].Deviation, 12);
        Assert.Equal("1 alarms, the last: Longer and longer.", view.Note);
        Assert.Equal(["entropy", "loss", "seconds"], view.Gauges.Select(gauge => gauge.Name));
        var sample = Assert.Single(run.Groups(Shelf.All));
        Assert.Equal((" upon", 3, 0.5), (sample.Completions![0].Text, sample.Step, sample.Advantages![0]));
        File.AppendAllText(PathOf("one/metrics.jsonl"), StepLine(6) + "\n");
        watch.Look();
        Assert.Equal(6, run.View(0, 0).Last);

        // A resume cuts the records back.
        Write("one/metrics.jsonl", Enumerable.Range(1, 2).Select(StepLine));
        watch.Look();
        Assert.Equal(2, Assert.Single(log.Runs, one => one.Identity.Kind == "train").View(0, 0).Last);
    }

    [Fact]
    public void MoreFilesThanAreFollowed_TheOldestGo()
    {
        var log = new LiveLog();
        var watch = new RunWatch(log, new WatchOptions { Paths = [PathOf("")], Files = 2 });
        for (var i = 0; i < 4; i++)
        {
            Write($"{i}.jsonl", Row($"r{i}"));
            File.SetLastWriteTimeUtc(PathOf($"{i}.jsonl"), DateTime.UnixEpoch.AddDays(i));
            watch.Look();
        }

        Assert.Equal(["2.jsonl", "3.jsonl"], log.Runs.Skip(1).Select(run => Path.GetFileName(run.Identity.Name)));
    }

    private static string Row(string id) => $$"""
        {"id":"{{id}}","route":{"task":"math","tools":[{"id":"math","version":"v","weight":1}],"confidence":1,"why":"w"},"rewards":[1,null],"outcomes":[{"status":"scored","value":1,"ms":2},{"status":"failed","value":null,"boundary":"tool","reason":"r","ms":3}]}
        """;

    private static string StepLine(int step) => Step.Replace("STEP", step.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
