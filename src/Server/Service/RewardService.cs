using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Service;

/// <summary>
/// Scores the groups of all connections. Each tool has a lane of its own (<see cref="ToolLane"/>): its queue, its number of calls at a time. Equal calls
/// under way at one time are made once, but for string work, which takes less time than to look for an equal call. The same request gets the same
/// outcomes, alone or among any others.
/// </summary>
/// <param name="router">Picks the tools.</param>
/// <param name="options">How to score, or null for the defaults.</param>
public sealed class RewardService(IRouter router, RewardServiceOptions? options = null) : IRewardService, IDisposable
{
    private readonly RewardServiceOptions _options = options ?? new RewardServiceOptions();
    private readonly ToolLanes _lanes = new(options ?? new RewardServiceOptions());
    private readonly GroupJoins _joins = new((options ?? new RewardServiceOptions()).Clock, (options ?? new RewardServiceOptions()).JoinWindow);

    /// <summary>What is measured.</summary>
    public ServiceMeter Meter => _lanes.Meter;

    /// <inheritdoc/>
    public async Task<ScoredGroup> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = _options.Clock.GetTimestamp();
        var query = request.Group.Query;
        if (query.Tool is { } id && _options.Registry is { } registry && !registry.Contains(id))
            _ = registry.Find(id); // says which one may be meant
        var deadline = new RequestDeadline(_options.Clock, started, request.Deadline ?? _options.Deadline);
        try
        {
            var route = await router.RouteAsync(query, cancellationToken);
            using var places = _lanes.Enter(route);
            var scored = request.Join is { } join && _options.JoinWindow > TimeSpan.Zero && ComparesSiblings(route)
                ? await JoinAsync(request, join, route, deadline, cancellationToken)
                : Told(request.Source, await ScoreAsync(request.Group, route, deadline, cancellationToken), started);
            Meter.Answered(request.Source, _options.Clock.GetElapsedTime(started));
            return scored;
        }
        catch (BusyException)
        {
            Meter.Refused(request.Source);
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Meter.Left(request.Source);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lanes.Dispose();

    private async ValueTask<ScoredGroup> ScoreAsync(RolloutGroup group, Route route, RequestDeadline deadline, CancellationToken cancellationToken)
    {
        var calls = new ToolCall[route.Tools.Count];
        for (var t = 0; t < calls.Length; t++)
            calls[t] = await _lanes.CallAsync(route.Tools[t], group, deadline, cancellationToken);
        return WithAdvantages(ScoredGroup.Of(group, route, calls, measuresTime: false));
    }

    // The parts of a group that come one by one, scored as one group.
    private async Task<ScoredGroup> JoinAsync(
        ScoreRequest request, GroupJoin join, Route route, RequestDeadline deadline, CancellationToken cancellationToken)
    {
        var key = new JoinKey(request.Source, join.Id, _lanes.KeyOf(route, request.Group.Query));
        try
        {
            return await _joins.JoinAsync(key, request.Group, join.Size, ScoreWholeAsync, deadline, cancellationToken);
        }
        catch (TimeoutException)
        {
            return ScoredGroup.Of(request.Group, route, [.. route.Tools.Select(tool => ToolLanes.Late(tool, request.Group, deadline))], measuresTime: false);
        }

        async Task<ScoredGroup> ScoreWholeAsync(RolloutGroup whole, CancellationToken stop)
        {
            var began = _options.Clock.GetTimestamp();
            return Told(request.Source, await ScoreAsync(whole, route, new RequestDeadline(_options.Clock, began, _options.Deadline), stop), began);
        }
    }

    private ScoredGroup WithAdvantages(ScoredGroup scored)
    {
        if (_options.Advantages is not { IsGroupLocal: true } advantages)
            return scored;
        using var found = advantages.Compute([new RewardedGroup(scored.Rewards, scored.Lengths)]).GetEnumerator();
        return found.MoveNext() ? scored with { Advantages = found.Current } : scored;
    }

    private ScoredGroup Told(string source, ScoredGroup scored, long started)
    {
        _options.Ledger?.Append(scored);
        _options.Live?.Add(source, scored, _options.Clock.GetElapsedTime(started));
        return scored;
    }

    private static bool ComparesSiblings(Route route)
    {
        foreach (var tool in route.Tools)
        {
            if (tool.Tool.Card.ComparesSiblings)
                return true;
        }

        return false;
    }
}
