namespace Rlar.Grpo.Report;

/// <summary>An axis with ticks at round numbers (1, 2 or 5 times a power of ten).</summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Ticks">The ticks.</param>
internal sealed record Axis(double Low, double High, IReadOnlyList<double> Ticks)
{
    // Values that reach down to less than this share of the highest are shown from zero on.
    private const double ZeroShare = 0.6;

    /// <summary>An axis of values. It begins at zero where no value is negative and the lowest is not far from it, so that heights can be compared.</summary>
    internal static Axis OfValues(double low, double high, int ticks)
    {
        if (low >= 0 && low <= ZeroShare * high)
            low = 0;
        if (high <= 0 && high >= ZeroShare * low)
            high = 0;
        if (!(high > low))
        {
            // One value: how far it is from zero.
            (low, high) = low == 0 ? (0, 1) : (Math.Min(0, low), Math.Max(0, high));
        }

        var step = Step((high - low) / ticks);
        var (first, last) = (Math.Floor((low / step) + 1e-9), Math.Ceiling((high / step) - 1e-9));
        return new Axis(first * step, last * step, [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)]);
    }

    /// <summary>An axis of steps: it begins and ends where the run does.</summary>
    internal static Axis OfSteps(double first, double last, int ticks)
    {
        if (last <= first)
            return new Axis(first - 0.5, first + 0.5, [first]);
        var step = Math.Max(1, Step((last - first) / ticks));
        var inside = Enumerable.Range(0, ticks * 3).Select(i => (Math.Ceiling(first / step) + i) * step).TakeWhile(tick => tick <= last);
        return new Axis(first, last, [.. inside]);
    }

    /// <summary>Where a value is between two places.</summary>
    internal double Place(double value, double atLow, double atHigh) => atLow + ((value - Low) / (High - Low) * (atHigh - atLow));

    private static double Step(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var digit = least / power;
        return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
    }
}
