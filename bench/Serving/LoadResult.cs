using System.Diagnostics;

namespace Rlar.Bench.Serving;

/// <summary>What came of a load.</summary>
/// <param name="Ticks">The times of the requests that were answered, the least first.</param>
/// <param name="Refused">Requests that were told to come again.</param>
/// <param name="Took">From the first to the last.</param>
internal sealed record LoadResult(long[] Ticks, int Refused, TimeSpan Took)
{
    /// <summary>Answers a second.</summary>
    internal double PerSecond => Ticks.Length / Took.TotalSeconds;

    /// <summary>The time that a share of the answers took at most, in milliseconds.</summary>
    internal double Quantile(double share) =>
        Ticks.Length == 0 ? double.NaN : Stopwatch.GetElapsedTime(0, Ticks[Math.Min(Ticks.Length - 1, (int)(share * Ticks.Length))]).TotalMilliseconds;
}
