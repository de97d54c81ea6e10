using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Service;

/// <summary>
/// Groups whose completions come one by one. A group is closed when it has as many as its clients say, or the window since its first is over, whichever
/// comes first; whatever comes later is a group of its own. For several threads.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="window">How long a group stays open.</param>
internal sealed class GroupJoins(TimeProvider clock, TimeSpan window)
{
    private readonly Lock _one = new();
    private readonly Dictionary<JoinKey, JoinedGroup> _open = [];

    /// <summary>Groups that wait for completions.</summary>
    internal int Open
    {
        get
        {
            lock (_one)
                return _open.Count;
        }
    }

    /// <summary>Adds a part and waits for the group.</summary>
    /// <param name="key">Which group.</param>
    /// <param name="part">The part.</param>
    /// <param name="size">How many completions the group has; null where nobody says.</param>
    /// <param name="score">Scores the group when it is closed.</param>
    /// <param name="deadline">How long this part waits.</param>
    /// <param name="cancellationToken">This part's client has hung up; its completions stay in the group, but for nobody else they are scored.</param>
    /// <returns>The part, with what was said of it.</returns>
    /// <exception cref="TimeoutException">The time is over.</exception>
    internal async Task<ScoredGroup> JoinAsync(
        JoinKey key,
        RolloutGroup part,
        int? size,
        Func<RolloutGroup, CancellationToken, Task<ScoredGroup>> score,
        RequestDeadline deadline,
        CancellationToken cancellationToken)
    {
        JoinedGroup joined;
        int place;
        lock (_one)
        {
            if (!_open.TryGetValue(key, out joined!) || !joined.Work.TryJoin())
            {
                joined?.Dispose(); // everybody has left it
                joined = _open[key] = new JoinedGroup(score);
                joined.Work.TryJoin();
                var opened = joined;
                joined.Timer = clock.CreateTimer(_ => Close(key, opened), null, window, Timeout.InfiniteTimeSpan);
            }

            place = joined.Add(part);
        }

        if (joined.Count >= size)
            Close(key, joined);
        return joined.Part(place, part, await joined.Work.WaitAsync(deadline, cancellationToken));
    }

    private void Close(JoinKey key, JoinedGroup joined)
    {
        lock (_one)
        {
            if (!joined.TryClose())
                return;
            if (_open.TryGetValue(key, out var open) && ReferenceEquals(open, joined))
                _open.Remove(key);
        }

        joined.Dispose();
        _ = joined.ScoreAsync();
    }
}
