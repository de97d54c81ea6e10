using System.Collections.Concurrent;
using Rlar.Server.Environments;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>The open sessions of <see cref="OrsDialect"/>: so many at most, each until it is deleted or not heard of for 15 minutes.</summary>
/// <param name="source">The dialect.</param>
/// <param name="parts">What the server has.</param>
internal sealed class OrsSessions(string source, ServerParts parts)
{
    /// <summary>The longest id, in characters.</summary>
    internal const int LongestId = 200;

    /// <summary>The most sessions.</summary>
    internal const int Most = 10_000;

    /// <summary>How long a session lasts that is not heard of, as the standard's own server has it.</summary>
    internal static readonly TimeSpan Stale = TimeSpan.FromSeconds(900);

    private static readonly TimeSpan s_sweep = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, OrsSession> _sessions = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock = parts.Clock;
    private long _swept = parts.Clock.GetTimestamp();

    /// <summary>Opens a session.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="task">Its task.</param>
    /// <exception cref="BadRequestException">There is one of this id.</exception>
    /// <exception cref="BusyException">There are too many.</exception>
    internal void Create(string id, EnvironmentTask task)
    {
        Sweep();
        if (_sessions.Count >= Most)
            throw new BusyException($"There are {Most} open sessions", s_sweep);
        var session = new OrsSession(id, task, (answer, end) => Submission.ScoreAsync(parts.Rewards, task, answer, source, end))
        {
            Seen = _clock.GetTimestamp(),
        };
        if (_sessions.TryAdd(id, session))
            return;
        session.Dispose();
        throw new BadRequestException("X-Session-ID", "the session already exists", "Create one id once.");
    }

    /// <summary>A session, which is hereby heard of.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="EnvironmentException">There is none.</exception>
    internal OrsSession Find(string id)
    {
        if (!_sessions.TryGetValue(id, out var session) || IsStale(session))
        {
            Delete(id);
            throw new EnvironmentException($"There is no session '{id}': it was deleted, or not heard of for {Stale.TotalSeconds:0} s. Create one.");
        }

        session.Seen = _clock.GetTimestamp();
        return session;
    }

    /// <summary>Closes a session, if there is one.</summary>
    /// <param name="id">Its id.</param>
    internal void Delete(string id)
    {
        if (_sessions.TryRemove(id, out var session))
            session.Dispose();
    }

    private bool IsStale(OrsSession session) => _clock.GetElapsedTime(session.Seen) > Stale;

    private void Sweep()
    {
        var last = Interlocked.Read(ref _swept);
        if (_clock.GetElapsedTime(last) < s_sweep || Interlocked.CompareExchange(ref _swept, _clock.GetTimestamp(), last) != last)
            return;
        foreach (var (id, session) in _sessions)
        {
            if (IsStale(session))
                Delete(id);
        }
    }
}
