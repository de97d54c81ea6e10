using System.Diagnostics;

namespace Rlar.Host.Tests.Scoring;

/// <summary>The program among others: it answers as it is asked, and ends in words when they close its pipes, fill its disk or stop it.</summary>
public sealed class PipeAndSignalTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Theory]
    [InlineData("score - -o - -q")]
    [InlineData("score - -o - -q --parallelism 1 --ledger ledger.jsonl")]
    [InlineData("tools run exact-match - -o -")]
    public async Task Pipe_OneRowAtATime_IsAnsweredBeforeTheNext(string command)
    {
        using var process = _rlar.Start(command.Split(' '));
        for (var i = 0; i < 3; i++)
        {
            await process.StandardInput.WriteLineAsync(Row(i));
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            var answer = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_patience, TestContext.Current.CancellationToken);
            Assert.StartsWith($"{{\"id\":\"q{i}\",", answer, StringComparison.Ordinal);
        }

        process.StandardInput.Close();
        await EndAsync(process, 0, "");
    }

    [Theory]
    [InlineData("score in.jsonl -o - -q")]
    [InlineData("tools run exact-match in.jsonl -o -")]
    public async Task Pipe_ClosedByItsReader_EndsTheRunQuietly(string command)
    {
        _rlar.Write("in.jsonl", Enumerable.Range(0, 20_000).Select(Row));
        using var process = _rlar.Start(command.Split(' '));
        Assert.StartsWith("{\"id\":\"q0\"", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        process.StandardOutput.Close();
        await EndAsync(process, ExitCode.ClosedPipe, "");
    }

    [Fact]
    public async Task Tokens_ClosedByTheirReader_EndQuietly()
    {
        _rlar.Write("vocab.txt", "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a");
        _rlar.Write("in.jsonl", Enumerable.Repeat("""{"text":"a a a a"}""", 60_000));
        using var process = _rlar.Start("models", "tokenize", "vocab.txt", "in.jsonl");
        Assert.Equal("{\"ids\":[5,5,5,5]}", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        process.StandardOutput.Close();
        await EndAsync(process, ExitCode.ClosedPipe, "");
    }

    [Theory]
    [InlineData("-TERM", ExitCode.Terminated)]
    [InlineData("-INT", ExitCode.Cancelled)]
    public async Task Signal_WhileInputIsWaitedFor_KeepsTheRowsAndSaysHowToGoOn(string signal, int code)
    {
        using var process = _rlar.Start("score", "-", "-o", "out.jsonl", "-q");
        await process.StandardInput.WriteAsync($"{Row(0)}\n{Row(1)}\n");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        while (Written("out.jsonl.part.run") < 2)
        {
            Assert.True(watch.Elapsed < s_patience && !process.HasExited, "the rows were not written");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        using (var kill = Process.Start("kill", [signal, $"{process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await EndAsync(process, code, "rlar: cancelled; 2 rows are kept in out.jsonl.part: --resume goes on after them\n");
        Assert.Equal(0, _rlar.Run(["score", "-", "-o", "out.jsonl", "-q", "--resume"], $"{Row(0)}\n{Row(1)}\n{Row(2)}\n").Code);
        Assert.Equal(3, _rlar.Lines("out.jsonl").Length);
    }

    [Theory]
    [InlineData("rlar score in.jsonl -o - -q > /dev/full", "stdout: writing failed: No space left on device")]
    [InlineData("rlar tools run exact-match in.jsonl > /dev/full", "stdout: writing failed: No space left on device")]
    [InlineData("rlar score in.jsonl -o out.jsonl -q --ledger /dev/full", "the ledger cannot be written: No space left on device")]
    public void Disk_Full_EndsInWords(string command, string message)
    {
        if (!File.Exists("/dev/full"))
            Assert.Skip("this system has no /dev/full");
        _rlar.Write("in.jsonl", Enumerable.Range(0, 2000).Select(Row));
        var start = new ProcessStartInfo("bash", ["-c", $"rlar() {{ dotnet '{typeof(ExitCode).Assembly.Location}' \"$@\"; }}; {command}"])
        {
            WorkingDirectory = _rlar.Folder,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(ExitCode.BadInput, process.ExitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("other.jsonl", "ledger.jsonl", "another run is writing this ledger")]
    [InlineData("out.jsonl", "other.ledger", "another process is writing")]
    public async Task Score_FilesOfARunningRun_AreRefusedUntilItIsDead(string output, string ledger, string message)
    {
        _rlar.Write("in.jsonl", [Row(0)]);
        using var process = _rlar.Start("score", "-", "-o", "out.jsonl", "-q", "--ledger", "ledger.jsonl");
        await process.StandardInput.WriteAsync(Row(0) + "\n");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        while (!File.Exists(_rlar.PathOf("ledger.jsonl")))
        {
            Assert.True(watch.Elapsed < s_patience && !process.HasExited, "the run has not begun");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        string[] second = ["score", "in.jsonl", "-o", output, "-q", "--ledger", ledger, "--restart"];
        var (code, _, error) = _rlar.Run(second);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _rlar.Run(second).Code);
    }

    private async Task EndAsync(Process process, int code, string error)
    {
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience, TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.Equal((code, error), (process.ExitCode, said));
    }

    // The rows themselves are locked by the run. Their record has a line, and 16 bytes a row.
    private int Written(string record)
    {
        if (!File.Exists(_rlar.PathOf(record)))
            return 0;
        using var file = new FileStream(_rlar.PathOf(record), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return (bytes.Length - bytes.AsSpan().IndexOf((byte)'\n') - 1) / 16;
    }

    private static string Row(int i) => $$"""{"id":"q{{i}}","prompt":"p","tool":"exact-match","reference":"{{i}}","completions":["{{i}}","x"]}""";
}
