using System.Collections.Immutable;
using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Live;

/// <summary>
/// What the page shows: the server's own run, and those whose files are followed. Everything that it holds is bounded, whoever watches is never waited
/// for, and what a slow watcher misses is counted for it.
/// </summary>
public sealed class LiveLog : ILiveLog
{
    private const int Waiting = 64;
    private readonly LiveRun _own;
    private ImmutableArray<LiveRun> _runs;
    private ImmutableArray<LiveFeed> _feeds = [];
    private long _number;
    private long _run;

    /// <summary>Creates a log.</summary>
    /// <param name="options">How much it remembers, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option below 1, or an odd number of points.</exception>
    public LiveLog(LiveLogOptions? options = null)
    {
        Options = options ?? new LiveLogOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.Groups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.Bytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.Names, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.Points, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Options.Points % 2, 0);
        _own = new LiveRun(new RunIdentity("serve", "serve", "This server"), "ms", Options);
        _runs = [_own];
    }

    /// <summary>How much it remembers.</summary>
    internal LiveLogOptions Options { get; }

    /// <summary>All runs, the server's own first.</summary>
    internal ImmutableArray<LiveRun> Runs => _runs;

    /// <summary>Takes a group that the server scored.</summary>
    /// <inheritdoc/>
    public void Add(string source, ScoredGroup group, TimeSpan took)
    {
        ArgumentNullException.ThrowIfNull(group);
        Add(_own, LiveGroups.Of(source, group, took), 0);
    }

    /// <summary>Adds a group to a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="group">The group.</param>
    /// <param name="row">Where it stands.</param>
    internal void Add(LiveRun run, LiveGroup group, long row) => Tell(run, run.Add(Numbered(run, group), row));

    /// <summary>Keeps a group of a run that is counted already.</summary>
    internal void Keep(LiveRun run, LiveGroup group) => Tell(run, run.Keep(Numbered(run, group)));

    /// <summary>Says that a run has changed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="group">The group that it has more; null where it is something else.</param>
    internal void Tell(LiveRun run, LiveGroup? group = null)
    {
        foreach (var feed in _feeds)
            feed.Offer(run, group);
    }

    /// <summary>Begins a run.</summary>
    internal LiveRun Open(string kind, string name, string unit)
    {
        var run = new LiveRun(new RunIdentity($"{kind}-{Interlocked.Increment(ref _run)}", kind, name), unit, Options);
        ImmutableInterlocked.Update(ref _runs, runs => runs.Add(run));
        Tell(run);
        return run;
    }

    /// <summary>Forgets a run.</summary>
    internal void Close(LiveRun run)
    {
        ImmutableInterlocked.Update(ref _runs, runs => runs.Remove(run));
        Tell(run);
    }

    /// <summary>Begins to watch. The feed is to be disposed of.</summary>
    /// <param name="most">How many may watch at a time.</param>
    /// <returns>The feed; null where too many watch.</returns>
    internal LiveFeed? Watch(int most)
    {
        var feed = new LiveFeed(Waiting, gone => ImmutableInterlocked.Update(ref _feeds, feeds => feeds.Remove(gone)));
        return ImmutableInterlocked.Update(ref _feeds, feeds => feeds.Length < most ? feeds.Add(feed) : feeds) ? feed : null;
    }

    /// <summary>A group that is still kept, or null.</summary>
    internal LiveGroup? Find(long number)
    {
        foreach (var run in _runs)
        {
            foreach (var shelf in Enum.GetValues<Shelf>())
            {
                if (Array.Find(run.Groups(shelf), group => group.Number == number) is { } found)
                    return found;
            }
        }

        return null;
    }

    private LiveGroup Numbered(LiveRun run, LiveGroup group) =>
        group with { Number = Interlocked.Increment(ref _number), Run = run.Identity.Id, At = Options.Clock.GetUtcNow() };
}
