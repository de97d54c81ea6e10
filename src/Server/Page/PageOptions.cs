namespace Rlar.Server.Page;

/// <summary>How the page is fed.</summary>
public sealed record PageOptions
{
    /// <summary>Least time between two events to one watcher; what happens meanwhile comes in one. Default 1 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Pages that may be open at a time; further ones are answered 503. Default 32.</summary>
    public int Watchers { get; init; } = 32;

    /// <summary>Groups that one event or one list has at most; of more, the newest. Default 100.</summary>
    public int Groups { get; init; } = 100;

    /// <summary>How many completions are being scored and how many wait; null where nobody knows. Default null.</summary>
    public Func<(long Running, long Waiting)>? Queue { get; init; }
}
