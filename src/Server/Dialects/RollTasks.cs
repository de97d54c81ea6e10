using Rlar.Scoring.Pipeline;
using Rlar.Server.Service;

namespace Rlar.Server.Dialects;

/// <summary>
/// Tasks that were submitted and whose results wait to be fetched: at most so many, and each until some time after it has ended. Safe for several threads.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="most">The most tasks.</param>
/// <param name="kept">How long a result waits.</param>
internal sealed class RollTasks(TimeProvider clock, int most, TimeSpan kept)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, RollTask> _tasks = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long Serial, long At)> _ended = new();
    private long _serial;

    /// <summary>
    /// Starts a task, unless it runs or was scored: a trainer that asks once more for the same gets the same. One that ended without a score is started anew.
    /// </summary>
    /// <param name="id">Its id, made of all that it is.</param>
    /// <param name="start">Starts it.</param>
    /// <exception cref="BusyException">There are too many tasks, or no place for this one.</exception>
    internal void Submit(string id, Func<Task<ScoredGroup>> start)
    {
        lock (_lock)
        {
            Expire();
            if (_tasks.TryGetValue(id, out var known) && known.Ended is null or { Reward: not null })
                return;
            if (known is null && _tasks.Count >= most)
                throw new BusyException($"{most} results wait to be fetched, and no more are kept", s_pause);
            var work = start();
            if (work.IsFaulted)
                work.GetAwaiter().GetResult(); // refused at once: so is the submission
            _ = FollowAsync(id, _tasks[id] = new RollTask(_serial++, clock.GetUtcNow()), work);
        }
    }

    /// <summary>A task; null where there is none, or it ended too long ago.</summary>
    /// <param name="id">Its id.</param>
    internal RollTask? Find(string id)
    {
        lock (_lock)
        {
            Expire();
            return _tasks.GetValueOrDefault(id);
        }
    }

    private async Task FollowAsync(string id, RollTask task, Task<ScoredGroup> work)
    {
        try
        {
            task.End(await work.ConfigureAwait(ConfigureAwaitOptions.ForceYielding), clock.GetUtcNow());
        }
#pragma warning disable CA1031 // Nobody awaits this: whoever fetches the result is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            task.End(error is OperationCanceledException ? "the server was stopped before it was scored" : error.Message, clock.GetUtcNow());
        }

        lock (_lock)
            _ended.Enqueue((id, task.Serial, clock.GetTimestamp()));
    }

    private void Expire()
    {
        while (_ended.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At) > kept)
        {
            _ended.Dequeue();
            if (_tasks.TryGetValue(oldest.Id, out var task) && task.Serial == oldest.Serial)
                _tasks.Remove(oldest.Id);
        }
    }
}
