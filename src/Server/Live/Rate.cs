namespace Rlar.Server.Live;

/// <summary>How many a second, over the last ten.</summary>
/// <param name="clock">The clock.</param>
internal sealed class Rate(TimeProvider clock)
{
    private const int Seconds = 10;
    private readonly long[] _counts = new long[Seconds];
    private readonly long _start = clock.GetTimestamp();
    private long _second;

    /// <summary>Of the last ten whole seconds, or of as many as there are.</summary>
    internal double PerSecond
    {
        get
        {
            Move();
            var known = Math.Min(_second, Seconds - 1);
            return known == 0 ? _counts.Sum() : (_counts.Sum() - _counts[_second % Seconds]) / (double)known;
        }
    }

    /// <summary>Counts some.</summary>
    internal void Add(long count)
    {
        Move();
        _counts[_second % Seconds] += count;
    }

    private void Move()
    {
        var now = (long)clock.GetElapsedTime(_start).TotalSeconds;
        _second = Math.Max(_second, now - Seconds);
        while (_second < now)
            _counts[++_second % Seconds] = 0;
    }
}
