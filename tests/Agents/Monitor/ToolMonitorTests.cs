using Rlar.Agents.Choosing;
using Rlar.Agents.Monitor;

namespace Rlar.Agents.Tests.Monitor;

public sealed class ToolMonitorTests
{
    private const int Reference = 200;
    private const int Window = 50;

    [Fact]
    public void Observe_StationaryRuns_AlarmLessOftenThanTheBoundSays()
    {
        const int runs = 150;
        var options = new MonitorOptions { FalseAlarms = 0.3, Reference = 80, Window = 30 };
        var alarmed = Enumerable.Range(0, runs).AsParallel().WithCancellation(TestContext.Current.CancellationToken)
            .Sum(seed => new WatchedRun(seed).Observe(new ToolMonitor(options, null), 80 + (12 * 30)).Alarms.Select(alarm => alarm.Tool).Distinct().Count());
        var share = alarmed / (2.0 * runs);
        TestContext.Current.TestOutputHelper?.WriteLine($"{share}");
        Assert.InRange(share, 0.005, 0.3); // and some there are: the tests are not blind
    }

    [Fact]
    public void Observe_StationaryAtTheDefaults_SaysNothing()
    {
        var report = new WatchedRun(1).Observe(new ToolMonitor(new MonitorOptions(), null), Reference + (20 * Window));
        Assert.Empty(report.Alarms);
        Assert.Empty(report.Quarantines);
        Assert.Equal([.. Enumerable.Range(0, 21), .. Enumerable.Range(0, 21)], report.Windows.OrderBy(window => window.Tool).Select(window => window.Window));
        var first = report.Windows.First(window => window is { Tool: "verifier", Window: 1 });
        Assert.Equal((201L, 250L, 50, 300), (first.FirstRow, first.LastRow, first.Groups, first.Completions));
        Assert.InRange(first.Agreement!.Value, 0.3, 0.9);
        Assert.InRange(first.Length!.Value, -0.2, 0.2);
        Assert.InRange(first.Flat!.Value, 0.05, 0.6);
        Assert.Null(first.Milliseconds);
        Assert.Equal(2, report.Windows.First(window => window.Tool == "model").Milliseconds);
    }

    [Fact]
    public void Observe_ToolThatStartsToFail_IsAlarmedAndReplaced()
    {
        var (run, monitor) = Begun();
        run.Verifier = (_, length, usual) => length < 60 ? new RewardOutcome.Failed("sandbox", "it did not start") : usual;
        var report = run.Observe(monitor, Window);
        var alarm = Assert.Single(report.Alarms, alarm => alarm.Kind == DriftKind.Failed);
        Assert.Equal(("verifier", 1, 201L, 250L), (alarm.Tool, alarm.Window, alarm.FirstRow, alarm.LastRow));
        Assert.True(alarm.Now > 0.8 && alarm.Before < 0.2 && alarm.P < alarm.Limit && alarm.Statistic > 5);
        Assert.Equal(5, alarm.Examples.Count);
        var decision = Assert.Single(report.Quarantines);
        Assert.Equal(("verifier", QuarantineRule.Failures, "model", 250L), (decision.Tool, decision.Rule, decision.Fallback, decision.Row));
        Assert.True(decision.Figure > decision.Limit);
        Assert.Contains("model takes its place", decision.Why, StringComparison.Ordinal);
        Assert.Equal(["verifier"], monitor.Quarantined);
        Assert.Empty(run.Observe(monitor, Window).Quarantines); // once is enough
    }

    [Fact]
    public void Observe_ToolThatBecomesConstant_LosesItsSpreadAndIsReplaced()
    {
        var (run, monitor) = Begun();
        run.Verifier = (_, _, _) => new RewardOutcome.Scored(1);
        var report = run.Observe(monitor, 2 * Window);
        Assert.Contains(report.Alarms, alarm => alarm is { Kind: DriftKind.Spread, Tool: "verifier", Now: 1 });
        var decision = Assert.Single(report.Quarantines);
        Assert.Equal((QuarantineRule.Constant, 100.0, "model"), (decision.Rule, decision.Figure, decision.Fallback));
        Assert.InRange(decision.Row, 290, 300); // the reference's last groups may have been of that value, too
        Assert.Equal(5, decision.Examples.Count);
    }

    [Fact]
    public void Observe_FallbackThatGoesWithTheSameRow_IsNone()
    {
        var (run, monitor) = Begun();
        run.Verifier = (_, _, _) => new RewardOutcome.Failed("tool", "broke");
        run.Model = (value, _) => value + 25;
        var decisions = run.Observe(monitor, Window).Quarantines;
        Assert.Equal(["verifier", "model"], decisions.Select(one => one.Tool));
        Assert.All(decisions, one => Assert.Null(one.Fallback));
    }

    [Fact]
    public void Observe_LastToolOfARoute_HasNoFallback()
    {
        var (run, monitor) = Begun();
        run.Model = (_, _) => 3;
        var decision = Assert.Single(run.Observe(monitor, 100).Quarantines, one => one.Rule == QuarantineRule.Constant);
        Assert.Equal(("model", null), (decision.Tool, decision.Fallback));
    }

    [Fact]
    public void Observe_ValueThatFollowsLength_IsAlarmedForItAndForAgreement()
    {
        var (run, monitor) = Begun();
        run.Model = (value, length) => value + (0.3 * (length - 70));
        var report = run.Observe(monitor, Window);
        var alarm = Assert.Single(report.Alarms, alarm => alarm.Kind == DriftKind.Length);
        Assert.Equal("model", alarm.Tool);
        Assert.True(alarm.Now > 0.4 && Math.Abs(alarm.Before) < 0.1 && alarm.Statistic > 0);
        Assert.Contains(report.Alarms, one => one is { Kind: DriftKind.Agreement, Statistic: < 0 });
        Assert.Empty(report.Quarantines);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(25, true)]
    [InlineData(-25, true)]
    public void Observe_MeanThatShifts_IsAlarmedAndFarOnesReplaced(double shift, bool isReplaced)
    {
        var (run, monitor) = Begun();
        run.Model = (value, _) => value + shift;
        var report = run.Observe(monitor, Window);
        var alarm = Assert.Single(report.Alarms, alarm => alarm.Kind == DriftKind.Mean);
        Assert.Equal(("model", Math.Sign(shift)), (alarm.Tool, Math.Sign(alarm.Statistic)));
        Assert.InRange(alarm.Now - alarm.Before, shift - 2, shift + 2);
        Assert.Contains(report.Alarms, one => one is { Kind: DriftKind.Distribution, Tool: "model" });
        Assert.Equal(isReplaced ? [QuarantineRule.MeanDrift] : [], report.Quarantines.Select(one => one.Rule));
    }

    [Fact]
    public void Observe_RulesThatAreOff_TakeNoDecision()
    {
        var options = new MonitorOptions { Quarantine = new QuarantineOptions { MostFailed = null, ConstantGroups = null, MostDrift = null } };
        var (run, monitor) = Begun(options);
        run.Verifier = (_, _, _) => new RewardOutcome.Failed("tool", "broke");
        run.Model = (_, _) => 90;
        var report = run.Observe(monitor, 200);
        Assert.NotEmpty(report.Alarms);
        Assert.Empty(report.Quarantines);
    }

    [Fact]
    public void Observe_ByTask_AnotherMixOfTasksIsNoDrift()
    {
        static WatchedGroup Group(SeededRandom random, int row, bool isHard) =>
            new($"q{row}", isHard ? "hard" : "easy", [new WatchedOutcomes("tool", [new RewardOutcome.Scored(random.Normal() + (isHard ? 0 : 8))])]);
        static int Alarms(bool byTask)
        {
            var (monitor, random) = (new ToolMonitor(new MonitorOptions { ByTask = byTask }, null), new SeededRandom(4));
            return Enumerable.Range(0, 1600).Sum(row => monitor.Observe(Group(random, row, row < 800 ? row % 4 == 0 : row % 4 != 0)).Alarms.Count);
        }

        Assert.True(Alarms(byTask: false) > 0);
        Assert.Equal(0, Alarms(byTask: true));
    }

    [Fact]
    public void Observe_OutcomesOfOtherNumbers_IsRefused()
    {
        var monitor = new ToolMonitor(new MonitorOptions(), null);
        RewardOutcome one = new RewardOutcome.Scored(1);
        Assert.Throws<ArgumentException>(() => monitor.Observe(new WatchedGroup("a", "t", [new("x", [one]), new("y", [one, one])])));
        Assert.Throws<ArgumentException>(() => monitor.Observe(new WatchedGroup("a", "t", [new("x", [one])], [1, 2])));
        Assert.Throws<ArgumentException>(() => monitor.Observe(new WatchedGroup("a", "t", [new("x", [])])));
        Assert.Empty(monitor.Observe(new WatchedGroup("a", "t", [])).Windows);
    }

    private static (WatchedRun Run, ToolMonitor Monitor) Begun(MonitorOptions? options = null)
    {
        var (run, monitor) = (new WatchedRun(7), new ToolMonitor(options ?? new MonitorOptions(), null));
        Assert.Empty(run.Observe(monitor, Reference).Alarms);
        return (run, monitor);
    }
}
