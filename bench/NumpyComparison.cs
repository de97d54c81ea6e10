using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Rlar.Bench.Kernels;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;

namespace Rlar.Bench;

/// <summary>numpy and the kernels on the same machine, turn by turn, so that both see the same neighbours; the least of three turns counts.</summary>
internal static class NumpyComparison
{
    private const int Group = 8;
    private const int Turns = 3;

    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    internal static void Run(string? folder)
    {
        var text = new StringBuilder();
        _ = text.AppendLine("# Advantages beside numpy").AppendLine()
            .AppendLine(Machine.Describe())
            .AppendLine("- command: `dotnet run -c Release --project bench -- numpy`")
            .AppendLine(CultureInfo.InvariantCulture,
                $"- groups of {Group}; float32; the least time of {Turns} turns, numpy and the kernels one after the other")
            .AppendLine()
            .AppendLine(
                "| rewards | numpy copyto ms | numpy ms | share of its copy | Span.CopyTo ms "
                + "| kernels, 1 thread ms | kernels, all threads ms | share of numpy's copy | numpy / kernels |")
            .AppendLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var rewards in (int[])[10_000, 100_000, 1_000_000, 10_000_000])
        {
            var (numpyCopy, numpy, copy, one, all) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
            for (var turn = 0; turn < Turns; turn++)
            {
                var peer = Numpy(rewards);
                var input = AdvantageInput.Of(rewards, Group);
                (numpyCopy, numpy) = (Math.Min(numpyCopy, peer.Copy), Math.Min(numpy, peer.Advantages));
                copy = Math.Min(copy, Least(() => input.Rewards.AsSpan().CopyTo(input.Advantages)));
                one = Math.Min(one, Kernels(input, threads: 1));
                all = Math.Min(all, Kernels(input, Environment.ProcessorCount));
            }

            _ = text.AppendLine(CultureInfo.InvariantCulture,
                $"| {rewards:0e0} | {numpyCopy:0.0000} | {numpy:0.0000} | {numpyCopy / numpy:0.000} | {copy:0.0000} "
                + $"| {one:0.0000} | {all:0.0000} | {numpyCopy / all:0.00} | {numpy / all:0.0} |");
        }

        Console.Write(text);
        if (folder is null)
            return;
        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "advantages-numpy.md"), text.ToString());
    }

    private static double Kernels(AdvantageInput input, int threads)
    {
        using var backend = new CpuBackend(new CpuOptions { Threads = threads });
        var kernels = new CpuAdvantages<float>(backend);
        return Least(() => kernels.Grpo(input.Batch, AdvantageConvention.Trl, input.Advantages));
    }

    /// <summary>The least milliseconds of one call, over half a second; calls too short for the clock go by the hundred.</summary>
    private static double Least(Action work)
    {
        work();
        var clock = Stopwatch.StartNew();
        work();
        var calls = clock.Elapsed.TotalMilliseconds < 0.1 ? 100 : 1;
        var least = double.MaxValue;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5;)
        {
            var before = Stopwatch.GetTimestamp();
            for (var i = 0; i < calls; i++)
                work();
            least = Math.Min(least, Stopwatch.GetElapsedTime(before).TotalMilliseconds / calls);
        }

        return least;
    }

    private static (double Copy, double Advantages) Numpy(int rewards)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "advantages.py");
        var python = Environment.GetEnvironmentVariable("RLAR_BENCH_PYTHON") ?? "/usr/bin/python3";
        using var process = Process.Start(new ProcessStartInfo(python, [script, $"{Group}", $"{rewards}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var line = process.StandardOutput.ReadLine();
        process.WaitForExit();
        if (process.ExitCode != 0 || line is null)
            throw new InvalidOperationException(
                $"{python} {script} ended with {process.ExitCode}. It needs numpy (apt-get install python3-numpy); "
                + "RLAR_BENCH_PYTHON names another python.");
        using var json = JsonDocument.Parse(line);
        return (json.RootElement.GetProperty("copy_ms").GetDouble(), json.RootElement.GetProperty("advantages_ms").GetDouble());
    }
}
