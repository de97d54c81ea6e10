namespace Rlar.Server.Live;

/// <summary>How much a <see cref="LiveLog"/> remembers. All of it is bounded: a server that runs for weeks holds no more than after an hour.</summary>
public sealed record LiveLogOptions
{
    /// <summary>
    /// Groups that are kept to be looked at, the newest of each run. As many again are kept that failed, and that have no variance. Default 256.
    /// </summary>
    public int Groups { get; init; } = 256;

    /// <summary>About how many bytes the texts of a run's groups may take; longer texts are cut, and say so. Default 32 MiB.</summary>
    public long Bytes { get; init; } = 32L << 20;

    /// <summary>Tools, tasks, sources and routes of a run that are counted each by itself; further ones are counted together. Default 64.</summary>
    public int Names { get; init; } = 64;

    /// <summary>Points of a curve. When a run outgrows them, two neighbours become one. Default 240.</summary>
    public int Points { get; init; } = 240;

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
