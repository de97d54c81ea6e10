using System.Text.Json;
using Rlar.Grpo.Alarms;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Tests.Alarms;

public sealed class AlarmWatchTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(33)]
    public void RestoreState_AtAnyStep_TellsWhatOneRunTells(int at)
    {
        var run = new SimulatedRun(3) { Hack = (_, _, text) => $"{text} certified" };
        var steps = run.Steppings().ToList();
        var whole = new AlarmWatch();
        var expected = steps.SelectMany(step => whole.Observe(step.Metrics, step.Samples)).ToList();
        var first = new AlarmWatch();
        var told = steps.Take(at).SelectMany(step => first.Observe(step.Metrics, step.Samples)).ToList();
        var second = new AlarmWatch();
        second.RestoreState(first.SaveState());
        told.AddRange(steps.Skip(at).SelectMany(step => second.Observe(step.Metrics, step.Samples)));
        Assert.NotEmpty(expected);
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(told));
        Assert.Equal(whole.SaveState(), second.SaveState());
    }

    [Fact]
    public void Memory_WithEverNewWords_IsBounded()
    {
        var watch = new AlarmWatch(new AlarmOptions { Patterns = 64 });
        for (var step = 1; step <= 40; step++)
        {
            var samples = Enumerable.Range(0, 6).Select(i => Sample($"row-{i / 3}", string.Join(' ', Enumerable.Range(0, 200).Select(word => $"s{step}n{word}")), i, 200)).ToList();
            _ = watch.Observe(Metrics(step), samples);
        }

        Assert.InRange(watch.SaveState().Length, 1000, 64 * 400);
    }

    [Theory]
    [InlineData("{}x")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void RestoreState_OfNoState_SaysSo(string state) =>
        Assert.Contains("Resume from an earlier checkpoint", Assert.Throws<TrainingException>(() => new AlarmWatch().RestoreState(System.Text.Encoding.UTF8.GetBytes(state))).Message, StringComparison.Ordinal);

    [Fact]
    public void Evaluation_RewardUpAndHeldOutToolDown_IsAnAlarm()
    {
        var watch = new AlarmWatch();
        Assert.Empty(watch.Observe(Evaluation(0), Heldout(0, reward: 0.3, other: 0.6)));
        Assert.Empty(watch.Observe(Evaluation(10), Heldout(10, reward: 0.6, other: 0.6)));
        var alarm = Assert.Single(watch.Observe(Evaluation(20), Heldout(20, reward: 0.8, other: 0.2)));
        Assert.Equal(("held-out-divergence", AlarmSeverity.Alarm, 20), (alarm.Name, alarm.Severity, alarm.Step));
        Assert.Equal(0.8, alarm.Evidence["reward"], 2);
        Assert.Empty(watch.Observe(Evaluation(30), Heldout(30, reward: 0.8, other: 0.2)));
    }

    [Fact]
    public void Kl_FarFromTheReference_IsToldOnceAndAgainWhenGraver()
    {
        var watch = new AlarmWatch();
        var alarms = Enumerable.Range(1, 120).SelectMany(step => watch.Observe(Metrics(step) with { Kl = step < 60 ? 0.8 : 4 }, [])).ToList();
        Assert.Equal([AlarmSeverity.Warning, AlarmSeverity.Alarm], alarms.Where(alarm => alarm.Name == "kl-drift").Select(alarm => alarm.Severity));
    }

    [Fact]
    public void Mismatch_AndFlatGroups_AreTold()
    {
        var watch = new AlarmWatch();
        var alarms = Enumerable.Range(1, 60).SelectMany(step => watch.Observe(Metrics(step) with { MismatchMean = 0.2, ZeroVarianceShare = step < 12 ? 0.1 : 0.9 }, [])).ToList();
        Assert.Equal(["sampler-mismatch", "zero-variance"], alarms.Select(alarm => alarm.Name).Order());
    }

    [Fact]
    public void Entropy_OfStepsWithoutAnUpdate_IsNone()
    {
        var watch = new AlarmWatch();
        var alarms = Enumerable.Range(1, 60).SelectMany(step => watch.Observe(Metrics(step) with { Entropy = step % 4 == 0 ? 1 : 0, ZeroVarianceShare = step % 4 == 0 ? 0.5 : 1 }, []));
        Assert.Empty(alarms);
    }

    [Fact]
    public void WarmUp_IsNotLookedAt()
    {
        var watch = new AlarmWatch();
        Assert.All(Enumerable.Range(1, 60), step => Assert.Empty(watch.Observe(Metrics(step) with { Phase = "sft", Kl = 9 }, [])));
    }

    private static StepMetrics Metrics(int step) => new() { Step = step, Phase = "grpo", Reward = 0.5, Entropy = 1, DistinctShare = 1, Length = 20 };

    private static SampleRecord Sample(string id, string text, double reward, int tokens) =>
        new(1, "train", id, "A prompt.", text, reward, new Dictionary<string, double?>(), null, tokens, false);

    private static EvaluationRecord Evaluation(int step) =>
        new(step, 16, 16, 0.5, 0.1, new Dictionary<string, double>(), ["truth"], 20, 0, 1);

    private static List<SampleRecord> Heldout(int step, double reward, double other) =>
    [
        .. Enumerable.Range(0, 16).Select(i => new SampleRecord(
            step, "heldout", $"row-{i}", "A prompt.", "A text.", reward + (i % 2 * 0.02) - 0.01, new Dictionary<string, double?> { ["truth"] = other + (i % 3 * 0.01) }, null, 9, false)),
    ];
}
