namespace Rlar.Scoring.Pipeline;

/// <summary>How often in a row a tool had nothing in time, and whether it is asked again. For several threads.</summary>
/// <param name="options">When it is not asked any more, and how long not.</param>
/// <param name="clock">The clock.</param>
internal sealed class HangCount(ToolRunnerOptions options, TimeProvider clock)
{
    private const int MostDoublings = 7;
    private readonly Lock _one = new();
    private int _inARow;
    private int _tries;
    private long _since;

    /// <summary>Counts one.</summary>
    internal void Add()
    {
        lock (_one)
        {
            _inARow++;
            _since = clock.GetTimestamp();
        }
    }

    /// <summary>Whether the tool is not asked now. Where a suspension is over for a while, the first that looks is let through and no other.</summary>
    /// <param name="now">The clock's time stamp.</param>
    internal bool IsSuspended(long now)
    {
        if (_inARow < options.HangsUntilSuspension)
            return false;
        lock (_one)
        {
            // Each try may cost a thread for good: they come less and less often.
            if (options.ProbesAfter is not { } after || clock.GetElapsedTime(_since, now) < after * (1 << Math.Min(_tries, MostDoublings)))
                return true;
            _since = now;
            _tries++;
            return false;
        }
    }
}
