using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Rows;

/// <summary>Kills a process that writes rows, again and again, and resumes: nothing may be lost or repeated.</summary>
public sealed class KilledWriterTests
{
    private const string Variable = "RLAR_TESTS_WRITE_ROWS_TO";
    private const int Rows = 200_000;

    [Fact]
    public async Task Resume_AfterKill_LosesAndRepeatsNothing()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("out.jsonl");
        var random = new Random(23);
        var kills = 0;
        while (!File.Exists(path))
        {
            using var writer = Start(path);
            var before = Length(path + ".part");
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));

            // Once it writes, it lives a moment longer; after six kills it is left to finish.
            while (!writer.HasExited && kills < 6 && Length(path + ".part") <= before)
                await Task.Delay(1, patience.Token);
            var killed = kills < 6 && !writer.HasExited;
            if (killed)
            {
                await Task.Delay(random.Next(8), CancellationToken.None);
                writer.Kill();
                kills++;
            }

            await writer.WaitForExitAsync(patience.Token);
            Assert.True(killed || writer.ExitCode == 0, $"the writer gave up with exit code {writer.ExitCode}");
        }

        Assert.InRange(kills, 1, 6);
        Assert.Equal(Enumerable.Range(0, Rows).Select(Row), File.ReadLines(path));
    }

    /// <summary>The writer: this test program itself, told by the environment.</summary>
    [ModuleInitializer]
    internal static void WriteRows()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } path)
            return;
        using (var output = ResumableOutput.Open(new ResumableOutputOptions { Path = path, Mode = OutputMode.Resume, FlushBytes = 5000 }))
        {
            var next = 0;
            foreach (var hashes in output.ResumedHashes())
            {
                if (hashes.Input != (ulong)next++)
                    Environment.Exit(3);
            }

            for (; next < Rows; next++)
                output.Append(Encoding.UTF8.GetBytes(Row(next)), (ulong)next);
            output.Complete();
        }

        Environment.Exit(0);
    }

    private static string Row(int i) => $"{{\"id\":\"{i}\",\"text\":\"{new string('x', i % 90)}\"}}";

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static Process Start(string path)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(KilledWriterTests).Assembly.Location]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[Variable] = path;
        return Process.Start(start)!;
    }
}
