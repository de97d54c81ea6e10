using System.Text;
using Rlar.Agents.Monitor;

namespace Rlar.Agents.Tests.Monitor;

public sealed class MonitorStateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(260)]
    [InlineData(333)]
    public void Load_WhatWasSaved_GoesOnAsIfItHadNotStopped(int groups)
    {
        var (run, again) = (Run(), Run());
        var (whole, first) = (new ToolMonitor(Options(), null), new ToolMonitor(Options(), null));
        run.Observe(whole, groups);
        again.Observe(first, groups);
        var saved = Saved(first.Save);
        var loaded = ToolMonitor.Load(new MemoryStream(saved));
        Assert.Equal(saved, Saved(loaded.Save));
        run.Verifier = again.Verifier = (_, length, usual) => length < 60 ? new RewardOutcome.Failed("tool", "broke") : usual;
        var (then, now) = (run.Observe(whole, 300), again.Observe(loaded, 300));
        Assert.Equal(then.Windows, now.Windows);
        Assert.Equal(then.Alarms.Select(alarm => (alarm with { Examples = [] }, string.Join(' ', alarm.Examples))).Select(alarm => alarm.ToString()),
            now.Alarms.Select(alarm => (alarm with { Examples = [] }, string.Join(' ', alarm.Examples))).Select(alarm => alarm.ToString()));
        Assert.Equal(then.Quarantines.Select(one => one.Why), now.Quarantines.Select(one => one.Why));
        Assert.NotEmpty(then.Quarantines);
        Assert.Equal(Saved(whole.Save), Saved(loaded.Save));
    }

    [Fact]
    public void Load_RulesThatAreOff_StayOff()
    {
        var options = new MonitorOptions { ByTask = true, Quarantine = new QuarantineOptions { MostFailed = null, ConstantGroups = null, MostDrift = null } };
        var saved = Saved(new ToolMonitor(options, null).Save);
        Assert.Equal(options, ToolMonitor.Load(new MemoryStream(saved)).Options);
    }

    [Fact]
    public void Profile_OfAnotherRun_IsTheReferenceFromTheFirstRowOn()
    {
        var monitor = new ToolMonitor(Options(), null);
        Run().Observe(monitor, 250);
        var bytes = Saved(monitor.Profile().Save);
        var profile = MonitorProfile.Load(new MemoryStream(bytes));
        Assert.Equal(["verifier", "model"], profile.Tools);
        Assert.Equal(bytes, Saved(profile.Save));
        var shifted = new WatchedRun(11) { Model = (value, _) => value + 30 };
        var report = shifted.Observe(new ToolMonitor(Options(), profile), 50);
        Assert.Equal([1, 1], report.Windows.Select(window => window.Window));
        Assert.Contains(report.Alarms, alarm => alarm is { Tool: "model", Kind: DriftKind.Mean });
        Assert.DoesNotContain(report.Alarms, alarm => alarm.Tool == "verifier" && alarm.Kind != DriftKind.Agreement);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"format":"other/1","tools":[],"options":{},"rows":1,"watches":[],"quarantined":[]}""")]
    [InlineData("""{"format":"rlar-monitor/1","options":{"window":1},"rows":1,"watches":[],"quarantined":[]}""")]
    [InlineData("""{"format":"rlar-monitor-profile/1","tools":[{"tool":"a","task":null,"reference":[]}]}""")]
    public void Load_WhatIsNone_SaysSo(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Throws<MonitorException>(() => ToolMonitor.Load(new MemoryStream(bytes)));
        Assert.Throws<MonitorException>(() => MonitorProfile.Load(new MemoryStream(bytes)));
        Assert.Throws<MonitorException>(() => CommonScale.Load(new MemoryStream(bytes)));
    }

    private static MonitorOptions Options() => new() { Window = 40, Reference = 200, FalseAlarms = 0.02 };

    private static WatchedRun Run() => new(5);

    private static byte[] Saved(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }
}
