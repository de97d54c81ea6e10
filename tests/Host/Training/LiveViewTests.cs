using System.Text;
using Rlar.Grpo.Training;
using Rlar.Host.Training;
using Spectre.Console;

namespace Rlar.Host.Tests.Training;

public sealed class LiveViewTests
{
    [Fact]
    public async Task Report_ElsewhereThanOnATerminal_IsALineAStep()
    {
        var (console, text) = Console(isTerminal: false);
        var view = LiveView.Create(console, steps: 40, quiet: false);
        Assert.Equal(7, await view.FollowAsync(() => Run(view)));
        Assert.Equal(
            """
            rlar: warm-up step 1: loss 2.250, 900 tokens/s
            rlar: step 3/40: reward 0.500 ± 0.200, KL 0.0030, entropy 1.50, length 31 (25% cut off), 12% of groups flat, 1,150 tokens/s, 1 min 14 s left
            rlar: held out, step 3: reward 0.410 ± 0.250, 48 completions
            rlar: warning after step 3, length-drift: Completions have become longer.

            """.ReplaceLineEndings(),
            text.ToString());
    }

    [Fact]
    public async Task Report_Quiet_IsAlarmsAlone()
    {
        var (console, text) = Console(isTerminal: false);
        var view = LiveView.Create(console, steps: 40, quiet: true);
        _ = await view.FollowAsync(() => Run(view));
        Assert.Equal("rlar: warning after step 3, length-drift: Completions have become longer.", text.ToString().Trim());
    }

    [Fact]
    public async Task Report_OnATerminal_IsWrittenAnewAndAlarmsStay()
    {
        var (console, text) = Console(isTerminal: true);
        var view = LiveView.Create(console, steps: 40, quiet: false);
        Assert.Equal(7, await view.FollowAsync(() => Run(view)));
        var shown = text.ToString();
        Assert.Contains("step 3/40", shown, StringComparison.Ordinal);
        Assert.Contains("KL 0.0030", shown, StringComparison.Ordinal);
        Assert.Contains("rlar: warning after step 3, length-drift", shown, StringComparison.Ordinal);
        Assert.Contains("a text that [2J  is harmless", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowAsync_WorkThatFails_FailsAsItDid() => await Assert.ThrowsAsync<TimeoutException>(
        () => LiveView.Create(Console(isTerminal: true).Console, 4, quiet: false).FollowAsync<int>(() => throw new TimeoutException()));

    [Theory]
    [InlineData(8, "▁▂▃▄▅▆▇█")]
    [InlineData(4, "▁▃▅█")]
    [InlineData(100, "▁▂▃▄▅▆▇█")]
    public void Sparkline_RisingValues_Rises(int width, string heights) => Assert.Equal(heights, LiveText.Sparkline([0, 1, 2, 3, 4, 5, 6, 7], width));

    [Fact]
    public void Sparkline_OfNoneOrEqualValues_IsFlat()
    {
        Assert.Equal("", LiveText.Sparkline([], 9));
        Assert.Equal("▁▁▁", LiveText.Sparkline([2, 2, 2], 9));
    }

    private static Task<int> Run(LiveView view)
    {
        view.Report(new StepMetrics { Step = 1, Phase = "sft", Loss = 2.25, UpdateTokensPerSecond = 900, Seconds = 2 });
        view.Report(new StepMetrics
        {
            Step = 3,
            Phase = "grpo",
            Reward = 0.5,
            RewardStd = 0.2,
            Kl = 0.003,
            Entropy = 1.5,
            Length = 31,
            Truncated = 0.25,
            ZeroVarianceShare = 0.12,
            RolloutTokensPerSecond = 1150,
            Seconds = 2,
        });
        view.Report(new EvaluationRecord(3, 12, 48, 0.41, 0.25, new Dictionary<string, double>(), [], 30, 0, 1));
        view.Report(new SampleRecord(3, "train", "r", "p", "a text that\u001b[2J\u202e is harmless", 0.5, new Dictionary<string, double?>(), null, 9, false));
        view.Report(new AlarmRecord(3, "length-drift", AlarmSeverity.Warning, "Completions have become longer.", new Dictionary<string, double>(), []));
        return Task.FromResult(7);
    }

    private static (IAnsiConsole Console, StringWriter Text) Console(bool isTerminal)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new Output(text, isTerminal),
        });
        return (console, text);
    }

    private sealed class Output(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => 120;

        public int Height => 40;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
