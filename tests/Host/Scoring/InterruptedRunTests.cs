using System.CommandLine;
using Rlar.Host.Commands;
using Rlar.Host.Reporting;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;

namespace Rlar.Host.Tests.Scoring;

/// <summary>What an interrupted run leaves, says and counts.</summary>
public sealed class InterruptedRunTests : IDisposable
{
    private const string Row = """{"prompt":"2+2?","reference":"4","completions":["4","5"]}""";

    private readonly RunFolder _folder = new();

    private string Input => _folder.PathOf("in.jsonl");

    private string Output => _folder.PathOf("out.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Score_BadRowFirst_LeavesNothingThatBlocksTheNextRun()
    {
        await File.WriteAllTextAsync(Input, "no row\n" + Row + "\n", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InputException>(() => RunFolder.RunAsync("score", Input, "-o", Output, "-q"));
        Assert.Null(KeptRows.Of(Output));
        Assert.Equal(1, await RunFolder.RunAsync("score", Input, "-o", Output, "-q", "--on-error", "skip"));
        Assert.Single(await File.ReadAllLinesAsync(Output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Score_BadRowLater_SaysHowManyRowsAreKeptAndResumes()
    {
        await File.WriteAllTextAsync(Input, $"{Row}\n{Row}\nno row\n", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InputException>(() => RunFolder.RunAsync("score", Input, "-o", Output, "-q"));
        var cancelled = RootOptions.Command(["score"]).Parse(["score", Input, "-o", Output, "-q", "--resume"]);
        Assert.Equal(ExitCode.Cancelled, await cancelled.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, new CancellationToken(true)));
        Assert.Equal($"2 rows are kept in {Output}.part", KeptRows.Of(Output)?.ToString());

        await File.WriteAllTextAsync(Input, $"{Row}\n{Row}\n{Row}\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, await RunFolder.RunAsync("score", Input, "-o", Output, "-q", "--resume"));
        Assert.Equal(3, (await File.ReadAllLinesAsync(Output, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task RunAsync_Resumed_CountsTheBytesOfTheRowsKept()
    {
        await File.WriteAllTextAsync(Input, $"{Row}\n{Row}\nno row\n", TestContext.Current.CancellationToken);
        var progress = new Seen();
        var run = new RewardRun(new FixedRouter(Rlar.Rewards.BuiltInTools.Registry.Create("exact-match", new Dictionary<string, string>())));
        var files = new RowFiles { Input = Input, Output = Output, Mode = OutputMode.Resume };
        await Assert.ThrowsAsync<InputException>(() => run.RunAsync(files, null, null, TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(Input, $"{Row}\n{Row}\n{Row}\n", TestContext.Current.CancellationToken);
        var statistics = await run.RunAsync(files, progress, null, TestContext.Current.CancellationToken);
        Assert.Equal(2, statistics.ResumedRows);
        Assert.Equal(new RunProgress(1, 2, new FileInfo(Input).Length), progress.Last);
        Assert.False(statistics.AlreadyComplete);
        Assert.True((await run.RunAsync(files, null, null, TestContext.Current.CancellationToken)).AlreadyComplete);
    }

    private sealed class Seen : IProgress<RunProgress>
    {
        internal RunProgress? Last { get; private set; }

        public void Report(RunProgress value) => Last = value;
    }
}
