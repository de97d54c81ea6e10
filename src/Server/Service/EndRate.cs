namespace Rlar.Server.Service;

/// <summary>How many calls end a second, of late: one that ended ten seconds ago counts 1/e. For several threads.</summary>
/// <param name="clock">The clock.</param>
internal sealed class EndRate(TimeProvider clock)
{
    private const double Memory = 10;
    private readonly Lock _one = new();
    private double _weight;
    private long _at = clock.GetTimestamp();

    /// <summary>One has ended.</summary>
    internal void Add()
    {
        lock (_one)
            _weight = Faded() + 1;
    }

    /// <summary>The rate, above 0.</summary>
    internal double PerSecond()
    {
        lock (_one)
            return Math.Max(_weight = Faded(), 1e-3) / Memory;
    }

    private double Faded()
    {
        var now = clock.GetTimestamp();
        var faded = _weight * Math.Exp(-clock.GetElapsedTime(_at, now).TotalSeconds / Memory);
        _at = now;
        return faded;
    }
}
