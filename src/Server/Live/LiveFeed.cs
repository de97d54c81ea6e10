using System.Threading.Channels;

namespace Rlar.Server.Live;

/// <summary>
/// What one watcher has still to be told. It holds a few changes; a watcher that is slower than the run misses the oldest, and is told how many.
/// </summary>
internal sealed class LiveFeed : IDisposable
{
    private readonly Channel<(LiveRun Run, LiveGroup? Group)> _changes;
    private readonly Action<LiveFeed> _leave;
    private long _missed;

    /// <summary>Begins.</summary>
    /// <param name="waiting">Changes that may wait.</param>
    /// <param name="leave">Called at the end.</param>
    internal LiveFeed(int waiting, Action<LiveFeed> leave)
    {
        _leave = leave;
        _changes = Channel.CreateBounded<(LiveRun Run, LiveGroup? Group)>(
            new BoundedChannelOptions(waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            dropped => Interlocked.Add(ref _missed, dropped.Group is null ? 0 : 1));
    }

    /// <summary>Offers a change; it never waits.</summary>
    internal void Offer(LiveRun run, LiveGroup? group) => _changes.Writer.TryWrite((run, group));

    /// <summary>Waits for a change.</summary>
    internal ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _changes.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes what waits.</summary>
    /// <returns>The groups in the order in which they came, and how many more there were.</returns>
    internal (IReadOnlyList<LiveGroup> Groups, long Missed) Take()
    {
        var groups = new List<LiveGroup>();
        while (_changes.Reader.TryRead(out var change))
        {
            if (change.Group is { } group)
                groups.Add(group);
        }

        return (groups, Interlocked.Exchange(ref _missed, 0));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leave(this);
        _changes.Writer.TryComplete();
    }
}
