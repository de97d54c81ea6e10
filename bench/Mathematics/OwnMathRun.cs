using System.Diagnostics;

namespace Rlar.Bench.Mathematics;

/// <summary>Runs RLAR's verifier over the cases, on this thread.</summary>
internal static class OwnMathRun
{
    private static readonly TimeSpan s_still = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_measuring = TimeSpan.FromSeconds(5);

    /// <summary>The first pass, a warm-up, a pass that counts allocated bytes, and the warm passes.</summary>
    internal static MathRun Of(IReadOnlyList<MathCase> cases)
    {
        var verdicts = new bool?[cases.Count];
        var first = Pass(cases, verdicts);
        WarmUp(cases);
        var run = new MathRun("RLAR", verdicts, first, [], [.. cases.Select(Bytes)]);
        GoOn(run, cases);
        return run;
    }

    /// <summary>Passes until none gets faster any more: hot methods are compiled again behind the benchmark's back, later where the core is busy.</summary>
    internal static void WarmUp(IReadOnlyList<MathCase> cases)
    {
        var verdicts = new bool?[cases.Count];
        var least = double.MaxValue;
        for (var still = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(still) < s_still;)
        {
            var microseconds = Pass(cases, verdicts).Sum();
            if (microseconds < 0.98 * least)
                (least, still) = (microseconds, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>More warm passes.</summary>
    internal static void GoOn(MathRun run, IReadOnlyList<MathCase> cases)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_measuring;)
            run.Passes.Add(Pass(cases, run.Verdicts));
    }

    private static double[] Pass(IReadOnlyList<MathCase> cases, bool?[] verdicts)
    {
        var times = new double[cases.Count];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            verdicts[i] = cases[i].Verify();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return times;
    }

    private static long Bytes(MathCase one)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = one.Verify();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
