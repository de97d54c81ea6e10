using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>Runs a whole program: once for its exit status, or once for each pair of input and output.</summary>
/// <param name="pool">Where programs run.</param>
/// <param name="start">What a run of the program with an input is.</param>
/// <param name="reservesMemory">Whether its runtime reserves far more address space than it uses.</param>
internal sealed class StreamRunner(SandboxPool pool, Func<string, ReadOnlyMemory<byte>, SandboxParty> start, bool reservesMemory = false)
{
    private const int LongestTail = 300;

    /// <summary>Runs the tests, which are <see cref="CodeTests.Streams"/> or <see cref="CodeTests.None"/>.</summary>
    internal async Task<CodeVerdict> RunAsync(string program, CodeTests tests, CodeRunOptions options, CancellationToken cancellationToken)
    {
        var cases = (tests as CodeTests.Streams)?.Cases ?? (IReadOnlyList<StreamCase?>)[null];
        var results = new List<TestResult>(cases.Count);
        double cpu = 0;
        long memory = 0;
        var timeOuts = 0;
        var hasReals = cases.Any(@case => @case is not null && PrintedText.HasReals(@case.Stdout));
        var limits = options.LimitsFor(1);
        if (reservesMemory)
            limits = limits with { AddressSpace = null };
        foreach (var @case in cases)
        {
            var name = @case is null ? "exit status" : $"case {results.Count + 1}";
            if (timeOuts >= CodeRunOptions.MostTimeOuts)
            {
                results.Add(new TestResult(name, false, $"not run after {timeOuts} tests that ran out of time"));
                continue;
            }

            var job = new SandboxJob([start(program, Encoding.UTF8.GetBytes(@case?.Stdin ?? ""))], limits);
            var run = await pool.RunAsync(job, cancellationToken);
            cpu += run.Cpu;
            memory = Math.Max(memory, run.Memory);
            var why = WhyFailed(run, @case, hasReals, options);
            results.Add(new TestResult(name, why is null, why));
            if (run.Stop is SandboxStop.CpuTime or SandboxStop.WallTime)
                timeOuts++;
            if (why is not null && options.StopsEarly)
                break;
        }

        return new CodeVerdict(results, cpu, memory);
    }

    /// <summary>Why a run failed by itself or by what it printed, or null.</summary>
    private static string? WhyFailed(SandboxResult run, StreamCase? @case, bool hasReals, CodeRunOptions options)
    {
        if (StopText.Of(run.Stop, options) is { } stopped)
            return stopped;
        if (run.ExitStatus is not 0)
            return $"ended with {StopText.Status(run.ExitStatus)}{Tail(run.Stderr)}";
        return @case is null ? null : PrintedText.Difference(Encoding.UTF8.GetString(run.Stdout.Span), @case.Stdout, hasReals);
    }

    private static string Tail(ReadOnlyMemory<byte> stderr)
    {
        var text = Encoding.UTF8.GetString(stderr.Span).Trim();
        var lastLine = text[(text.LastIndexOf('\n') + 1)..];
        return lastLine.Length == 0 ? "" : ": " + (lastLine.Length > LongestTail ? lastLine[..LongestTail] + "..." : lastLine);
    }
}
