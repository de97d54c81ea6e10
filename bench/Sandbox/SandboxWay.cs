using System.Diagnostics;

namespace Rlar.Bench.Sandbox;

/// <summary>One way of running a program, and the times that it took.</summary>
/// <param name="Name">What it is.</param>
/// <param name="RunsOfRound">How often a round runs it on each lane.</param>
/// <param name="Run">Runs it once.</param>
internal sealed record SandboxWay(string Name, int RunsOfRound, Func<Task> Run)
{
    private readonly List<double> _milliseconds = [];

    /// <summary>How many runs were timed.</summary>
    internal int Runs => _milliseconds.Count;

    /// <summary>Runs a second in the fastest round.</summary>
    internal double BestRate { get; private set; }

    /// <summary>The time in milliseconds that a share of the runs did not take longer than.</summary>
    internal double Percentile(double share)
    {
        var sorted = _milliseconds.Order().ToList();
        return sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];
    }

    /// <summary>Runs it many times on several lanes at once.</summary>
    internal async Task RoundAsync(int lanes, int runsOfLane, bool isKept)
    {
        var started = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(() => LaneAsync(runsOfLane))));
        if (!isKept)
            return;
        BestRate = Math.Max(BestRate, lanes * runsOfLane / Stopwatch.GetElapsedTime(started).TotalSeconds);
        _milliseconds.AddRange(times.SelectMany(t => t));
    }

    /// <summary>Starts a process and waits for its end.</summary>
    internal static async Task StartAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}");
    }

    private async Task<List<double>> LaneAsync(int runs)
    {
        List<double> times = [];
        for (var i = 0; i < runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await Run();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }
}
