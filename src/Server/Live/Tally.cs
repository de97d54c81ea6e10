namespace Rlar.Server.Live;

/// <summary>What is counted of a tool, a task, or a run as a whole.</summary>
/// <param name="name">Its name.</param>
/// <param name="axis">The run's axis.</param>
internal sealed class Tally(string name, Axis axis)
{
    // The boundaries of failures are few, but a file may name any.
    private const int MostBoundaries = 8;
    private readonly Curve _curve = new(axis);
    private readonly Latencies _latencies = new();
    private readonly SortedDictionary<string, long> _failures = new(StringComparer.Ordinal);
    private Bucket _all;

    /// <summary>Its name.</summary>
    internal string Name => name;

    /// <summary>What the last one that failed said, and its group; null where none did.</summary>
    internal (string Reason, long Group)? LastFailure { get; private set; }

    /// <summary>What the last one that could not be judged lacked, and its group; null where there was none.</summary>
    internal (string Reason, long Group)? LastUnscorable { get; private set; }

    /// <summary>Adds what was counted elsewhere.</summary>
    /// <param name="point">Where on the axis.</param>
    /// <param name="counted">The counts.</param>
    /// <param name="took">How long it took; null where nobody measured.</param>
    internal void Add(int point, in Bucket counted, TimeSpan? took)
    {
        _curve.At(point).Add(counted);
        _all.Add(counted);
        if (took is { } time)
            _latencies.Add(time);
    }

    /// <summary>Notes why there is no value.</summary>
    internal void Note(RewardOutcome outcome, long group)
    {
        switch (outcome)
        {
            case RewardOutcome.Unscorable unscorable:
                LastUnscorable = (unscorable.Reason, group);
                break;
            case RewardOutcome.Failed failed:
                LastFailure = (failed.Reason, group);
                var boundary = _failures.Count < MostBoundaries || _failures.ContainsKey(failed.Boundary) ? failed.Boundary : "other";
                _failures[boundary] = _failures.GetValueOrDefault(boundary) + 1;
                break;
        }
    }

    /// <summary>What is shown of it.</summary>
    /// <param name="from">The first point of the curve that is wanted.</param>
    internal TallyView View(int from) => new(
        name,
        _all,
        _curve.From(from),
        _latencies.Count == 0
            ? null
            : new LatencyView(_latencies.Count, _latencies.Mean, _latencies.Quantile(0.5), _latencies.Quantile(0.99), _latencies.Longest),
        [.. _failures.Select(failure => (failure.Key, failure.Value))],
        LastFailure,
        LastUnscorable);
}

/// <summary>A tally at one moment.</summary>
internal sealed record TallyView(
    string Name, Bucket All, Bucket[] Points, LatencyView? Latency, (string Boundary, long Count)[] Failures, (string Reason, long Group)? LastFailure,
    (string Reason, long Group)? LastUnscorable);

/// <summary>Times in milliseconds.</summary>
internal sealed record LatencyView(long Count, double Mean, double Median, double Late, double Longest);
