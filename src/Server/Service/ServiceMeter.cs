using System.Diagnostics.Metrics;
using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Service;

/// <summary>
/// What a service measures, as instruments of .NET, which OpenTelemetry's exporters read as they are: requests and their time by dialect, completions and
/// calls by tool, and each tool's lane.
/// </summary>
public sealed class ServiceMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Rlar.Server";

    private readonly Func<IEnumerable<ToolLane>> _lanes;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _requestTime;
    private readonly Counter<long> _completions;
    private readonly Histogram<double> _callTime;

    /// <summary>Creates the instruments.</summary>
    /// <param name="lanes">The lanes that there are.</param>
    internal ServiceMeter(Func<IEnumerable<ToolLane>> lanes)
    {
        _lanes = lanes;
        _requests = Meter.CreateCounter<long>("rlar.requests", "{request}", "Requests by dialect and by what became of them: answered, busy or left.");
        _requestTime = Meter.CreateHistogram<double>("rlar.request.duration", "s", "From a request's arrival to its answer, the wait for a place included.");
        _completions = Meter.CreateCounter<long>("rlar.completions", "{completion}", "Completions by tool and by what it said: scored, unscorable or failed.");
        _callTime = Meter.CreateHistogram<double>("rlar.tool.duration", "s", "One call of a tool for a group, without the wait for a place.");
        Gauge("rlar.lane.pending", "Requests that have a place in a tool's queue.", lane => lane.Pending);
        Gauge("rlar.lane.running", "Calls of a tool that are being made.", lane => lane.Limit.Running);
        Gauge("rlar.lane.limit", "Calls of a tool that may be made at a time now.", lane => lane.Limit.Limit);

        void Gauge(string name, string description, Func<ToolLane, int> value) =>
            Meter.CreateObservableGauge(
                name,
                () => lanes().Select(lane => new Measurement<int>(value(lane), new KeyValuePair<string, object?>("tool", lane.Card.Id))),
                null,
                description);
    }

    /// <summary>The meter of these instruments and of no others.</summary>
    public Meter Meter { get; } = new(Name);

    /// <summary>How many calls are being made, and how many requests wait for one, of all tools that have a queue.</summary>
    public (long Running, long Waiting) Queued
    {
        get
        {
            var (running, pending) = (0L, 0L);
            foreach (var lane in _lanes())
                (running, pending) = (running + lane.Limit.Running, pending + lane.Pending);
            return (running, Math.Max(0, pending - running));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    /// <summary>A request was answered.</summary>
    internal void Answered(string source, TimeSpan took)
    {
        _requests.Add(1, new("source", source), new("status", "answered"));
        _requestTime.Record(took.TotalSeconds, new KeyValuePair<string, object?>("source", source));
    }

    /// <summary>A request found no place.</summary>
    internal void Refused(string source) => _requests.Add(1, new("source", source), new("status", "busy"));

    /// <summary>A request's client has hung up.</summary>
    internal void Left(string source) => _requests.Add(1, new("source", source), new("status", "left"));

    /// <summary>A tool was called.</summary>
    internal void Called(ToolCall call)
    {
        var id = call.Tool.Tool.Card.Id;
        _callTime.Record(call.Elapsed.TotalSeconds, new KeyValuePair<string, object?>("tool", id));
        var (scored, unscorable) = (0, 0);
        foreach (var outcome in call.Outcomes)
        {
            scored += outcome is RewardOutcome.Scored ? 1 : 0;
            unscorable += outcome is RewardOutcome.Unscorable ? 1 : 0;
        }

        Count(id, "scored", scored);
        Count(id, "unscorable", unscorable);
        Count(id, "failed", call.Outcomes.Count - scored - unscorable);
    }

    private void Count(string tool, string status, int count)
    {
        if (count > 0)
            _completions.Add(count, new("tool", tool), new("status", status));
    }
}
