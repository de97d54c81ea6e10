using System.Collections.Concurrent;
using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Service;

/// <summary>The lanes of all tools. String work that ends by itself has none: it is done where it is asked for.</summary>
internal sealed class ToolLanes : IDisposable
{
    private readonly ConcurrentDictionary<string, ToolLane> _lanes = new(StringComparer.Ordinal);
    private readonly SingleFlight<ToolCall> _flights = new();
    private readonly OutcomeKeys _keys = new();
    private readonly RewardServiceOptions _options;
    private readonly ToolRunner _runner;

    /// <summary>Creates lanes.</summary>
    /// <param name="options">How tools are called.</param>
    internal ToolLanes(RewardServiceOptions options)
    {
        (_options, _runner) = (options, new ToolRunner(options.Tools, options.Clock));
        Meter = new ServiceMeter(() => _lanes.Values);
    }

    /// <summary>What is measured.</summary>
    internal ServiceMeter Meter { get; }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    /// <summary>Takes a place in the lane of each tool of a route, until it is disposed of.</summary>
    /// <exception cref="BusyException">One of them is full.</exception>
    internal Places Enter(Route route)
    {
        for (var t = 0; t < route.Tools.Count; t++)
        {
            var card = route.Tools[t].Tool.Card;
            if (IsEndedByItself(card) || Of(card) is var lane && lane.TryEnter())
                continue;
            Leave(route, t);
            throw new BusyException($"{_options.Queue} requests wait for {card.Id} already", lane.RetryAfter());
        }

        return new Places(this, route);
    }

    /// <summary>Calls a tool as soon as it has a place. What is not ended at the deadline has failed at it.</summary>
    internal ValueTask<ToolCall> CallAsync(RoutedTool tool, RolloutGroup group, RequestDeadline deadline, CancellationToken cancellationToken)
    {
        if (!IsEndedByItself(tool.Tool.Card))
            return new ValueTask<ToolCall>(QueuedAsync(tool, group, deadline, cancellationToken));
        var call = _runner.RunAsync(tool, group, cancellationToken);
        if (!call.IsCompletedSuccessfully)
            return new ValueTask<ToolCall>(call);
        Meter.Called(call.Result);
        return new ValueTask<ToolCall>(call.Result);
    }

    /// <summary>What a query is told apart by for the tools of a route.</summary>
    internal UInt128 KeyOf(Route route, Query query) =>
        route.Tools.Aggregate(UInt128.Zero, (sum, tool) => UInt128.RotateLeft(sum, 1) ^ _keys.KeyOf(tool.Tool.Card, query));

    /// <summary>A call that was not ended in time.</summary>
    internal static ToolCall Late(RoutedTool tool, RolloutGroup group, RequestDeadline deadline)
    {
        var outcome = new RewardOutcome.Failed(
            "deadline", $"no answer within the request's {deadline.Time.TotalSeconds:0.###} s, the wait for a place included; try again, or give it longer");
        return new ToolCall(tool, [.. Enumerable.Repeat<RewardOutcome>(outcome, group.Completions.Count)], deadline.Time);
    }

    private async Task<ToolCall> QueuedAsync(RoutedTool tool, RolloutGroup group, RequestDeadline deadline, CancellationToken cancellationToken)
    {
        var lane = Of(tool.Tool.Card);
        Task<ToolCall> Work(CancellationToken stop) => lane.CallAsync(tool, group, stop);
        try
        {
            var call = KeyOf(tool, group) is { } key
                ? await _flights.RunAsync(key, Work, deadline, cancellationToken)
                : await SingleFlight<ToolCall>.RunAloneAsync(Work, deadline, cancellationToken);
            return call with { Tool = tool }; // of an equal call, perhaps, in another route
        }
        catch (TimeoutException)
        {
            return Late(tool, group, deadline);
        }
    }

    // Null where a completion is more than its text.
    private UInt128? KeyOf(RoutedTool tool, RolloutGroup group)
    {
        var question = _keys.KeyOf(tool.Tool.Card, group.Query);
        var key = question;
        foreach (var completion in group.Completions)
        {
            if (completion is not { TokenCount: null, Turns: null, Calls: null })
                return null;
            key = UInt128.RotateLeft(key, 1) + _keys.KeyOf(question, completion.Text); // the order counts
        }

        return key;
    }

    private void Leave(Route route, int tools)
    {
        for (var t = 0; t < tools; t++)
        {
            if (route.Tools[t].Tool.Card is var card && !IsEndedByItself(card))
                Of(card).Leave();
        }
    }

    private ToolLane Of(ToolCard card) =>
        _lanes.TryGetValue(card.Version, out var lane) ? lane : _lanes.GetOrAdd(card.Version, _ => new ToolLane(card, _options, _runner, Meter));

    private static bool IsEndedByItself(ToolCard card) => card is { LimitsItself: true, Cost: ToolCost.Trivial };

    /// <summary>A request's places.</summary>
    internal readonly struct Places(ToolLanes lanes, Route route) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => lanes.Leave(route, route.Tools.Count);
    }
}
