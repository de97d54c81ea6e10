using System.Diagnostics;

namespace Rlar.Bench.Mathematics;

/// <summary>Runs RLAR's verifier over the cases, on this thread.</summary>
internal static class OwnMathRun
{
    private static readonly TimeSpan s_warming = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_measuring = TimeSpan.FromSeconds(3);

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

    /// <summary>Passes until everything is compiled fully.</summary>
    internal static void WarmUp(IReadOnlyList<MathCase> cases)
    {
        var verdicts = new bool?[cases.Count];
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_warming;)
            _ = Pass(cases, verdicts);
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
