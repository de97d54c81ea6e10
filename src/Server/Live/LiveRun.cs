using System.Globalization;

namespace Rlar.Server.Live;

/// <summary>
/// What is known of one run: the server's own, or one whose files are followed. Its lock is held for some hundred nanoseconds by who adds, and for
/// the copying of the counts by who looks; nothing is formatted or waited for under it.
/// </summary>
internal sealed class LiveRun
{
    // Of all groups, half of the bytes; a quarter for those that failed and for those without variance, which are mostly the same objects.
    private const int ShelfShare = 2;
    private const int MostGauges = 32;
    private readonly Lock _lock = new();
    private readonly LiveLogOptions _options;
    private readonly Axis _axis;
    private readonly Tally _all;
    private readonly Named<Tally> _tools;
    private readonly Named<Tally> _tasks;
    private readonly Named<Tally> _sources;
    private readonly Dictionary<LiveGroup, RouteTally> _routes = new(RouteKey.Instance);
    private readonly SortedDictionary<string, Tally> _gauges = new(StringComparer.Ordinal);
    private readonly GroupShelf[] _shelves;
    private readonly long _started;
    private readonly Rate _rate;
    private string _note = "";
    private long _revision;
    private long _changed;

    /// <summary>Begins a run.</summary>
    /// <param name="identity">What it is.</param>
    /// <param name="unit">What its curves run along: "ms", "row" or "step".</param>
    /// <param name="options">How much is remembered.</param>
    internal LiveRun(RunIdentity identity, string unit, LiveLogOptions options)
    {
        (Identity, _options) = (identity, options);
        _axis = new Axis(unit, unit == "ms" ? 1000 : 1, options.Points);
        _all = new Tally("", _axis);
        Named<Tally> Tallies() => new(options.Names, name => new Tally(name, _axis));
        (_tools, _tasks, _sources) = (Tallies(), Tallies(), Tallies());
        _shelves =
        [
            new GroupShelf(options.Groups, options.Bytes / ShelfShare),
            new GroupShelf(options.Groups, options.Bytes / ShelfShare / 2),
            new GroupShelf(options.Groups, options.Bytes / ShelfShare / 2),
        ];
        _started = _changed = options.Clock.GetTimestamp();
        _rate = new Rate(options.Clock);
    }

    /// <summary>What it is.</summary>
    internal RunIdentity Identity { get; }

    /// <summary>Changes with everything that is added.</summary>
    internal long Revision => Interlocked.Read(ref _revision);

    /// <summary>Adds a group.</summary>
    /// <param name="group">The group, numbered.</param>
    /// <param name="row">Where it stands on an axis of rows or steps; not looked at on one of time.</param>
    /// <returns>What is kept of it.</returns>
    internal LiveGroup Add(LiveGroup group, long row = 0)
    {
        var size = group.Size;
        var kept = size > _options.Bytes / 16 ? LiveGroups.Cut(group, _options.Bytes / 16) : group;
        size = ReferenceEquals(kept, group) ? size : kept.Size;
        var (isFlat, hasTrouble) = (group.IsFlat, group.HasTrouble);
        var counted = new Bucket();
        for (var i = 0; i < group.Outcomes.Count; i++)
            counted.Add(group.Outcomes[i].Outcome, group.Rewards[i]);
        counted.AddGroup(isFlat);
        lock (_lock)
        {
            var point = PointOf(row);
            Count(_all, group, counted, point);
            Count(_tasks.Of(group.Task), group, counted, point);
            if (group.Source.Length > 0)
                Count(_sources.Of(group.Source), group, counted, point);
            foreach (var call in group.Calls)
                Count(_tools.Of(call.Tool), call, group.Number, point);
            RouteOf(group).Add(group, group.Number);
            _rate.Add(group.Outcomes.Count);
            _shelves[(int)Shelf.All].Add(kept, size);
            if (hasTrouble)
                _shelves[(int)Shelf.Trouble].Add(kept, size);
            if (isFlat)
                _shelves[(int)Shelf.Flat].Add(kept, size);
            Changed();
        }

        return kept;
    }

    /// <summary>Adds what another process counted itself: a step of training.</summary>
    /// <param name="position">The step.</param>
    /// <param name="all">Its completions by their combined reward.</param>
    /// <param name="tools">By tool, on the tool's own scale.</param>
    /// <param name="gauges">Other numbers of the step by name.</param>
    internal void Add(long position, in Bucket all, IReadOnlyList<(string Tool, Bucket Counted)> tools, IReadOnlyList<(string Name, double Value)> gauges)
    {
        lock (_lock)
        {
            var point = PointOf(position);
            _all.Add(point, all, null);
            foreach (var (tool, counted) in tools)
                _tools.Of(tool).Add(point, counted, null);
            foreach (var (name, value) in gauges)
            {
                if (!_gauges.TryGetValue(name, out var gauge) && _gauges.Count < MostGauges)
                    _gauges.Add(name, gauge = new Tally(name, _axis));
                gauge?.Add(point, Bucket.Of(1, 0, value, 0, 0, 0), null);
            }

            _rate.Add(all.Completions);
            Changed();
        }
    }

    /// <summary>Keeps a group to be looked at that is counted already.</summary>
    internal LiveGroup Keep(LiveGroup group)
    {
        var kept = group.Size > _options.Bytes / 16 ? LiveGroups.Cut(group, _options.Bytes / 16) : group;
        lock (_lock)
        {
            _shelves[(int)Shelf.All].Add(kept, kept.Size);
            Changed();
        }

        return kept;
    }

    /// <summary>Says something about the run as a whole: an alarm, or that its file cannot be read.</summary>
    internal void Say(string note)
    {
        lock (_lock)
        {
            if (_note == note)
                return;
            _note = note;
            Changed();
        }
    }

    /// <summary>The groups of a shelf, the newest first.</summary>
    internal LiveGroup[] Groups(Shelf shelf)
    {
        LiveGroup[] groups;
        lock (_lock)
            groups = [.. _shelves[(int)shelf].Groups];
        Array.Reverse(groups);
        return groups;
    }

    /// <summary>The run at this moment.</summary>
    /// <param name="from">The first point of its curves that is wanted.</param>
    /// <param name="width">The width of a point at which <paramref name="from"/> was counted; where it is another one now, all points come.</param>
    internal RunView View(int from, long width)
    {
        lock (_lock)
        {
            from = width == _axis.Width ? Math.Clamp(from, 0, Math.Max(0, _axis.Last)) : 0;
            return new RunView(
                Identity,
                _revision,
                _axis.Unit,
                _axis.Width,
                from,
                _axis.Last,
                _options.Clock.GetElapsedTime(_started),
                _options.Clock.GetElapsedTime(_changed),
                _rate.PerSecond,
                _note,
                _all.View(from),
                [.. _tools.All.Select(tally => tally.View(from))],
                [.. _tasks.All.Select(tally => tally.View(from))],
                [.. _sources.All.Select(tally => tally.View(from))],
                [.. _gauges.Values.Select(tally => tally.View(from))],
                [.. _routes.Values.Select(route => route.View())]);
        }
    }

    private int PointOf(long row) => _axis.PointOf(_axis.Unit == "ms" ? (long)_options.Clock.GetElapsedTime(_started).TotalMilliseconds : row);

    private static void Count(Tally tally, LiveGroup group, in Bucket counted, int point)
    {
        tally.Add(point, counted, group.Took);
        if (counted.Scored == counted.Completions)
            return;
        foreach (var outcome in group.Outcomes)
            tally.Note(outcome.Outcome, group.Number);
    }

    private static void Count(Tally tally, LiveCall call, long number, int point)
    {
        var counted = new Bucket();
        foreach (var outcome in call.Outcomes)
        {
            counted.Add(outcome, (outcome as RewardOutcome.Scored)?.Value);
            if (outcome is not RewardOutcome.Scored)
                tally.Note(outcome, number);
        }

        counted.AddGroup(isFlat: false);
        tally.Add(point, counted, call.Took);
    }

    // Without the group's texts and verdicts: the table lives as long as the run.
    private RouteTally RouteOf(LiveGroup group)
    {
        if (_routes.TryGetValue(group, out var route))
            return route;
        var key = _routes.Count < _options.Names
            ? new LiveGroup { Id = "", Task = group.Task, Calls = [.. group.Calls.Select(call => call with { Outcomes = [] })], Outcomes = [], Rewards = [] }
            : new LiveGroup { Id = "", Task = Named<RouteTally>.Others, Outcomes = [], Rewards = [] };
        if (!_routes.TryGetValue(key, out route))
        {
            var tools = string.Join(" + ", key.Calls.Select(call => call.Weight == 1
                ? call.Tool
                : string.Create(CultureInfo.InvariantCulture, $"{call.Weight:0.###} {call.Tool}")));
            _routes.Add(key, route = new RouteTally(key.Task, tools));
        }

        return route;
    }

    private void Changed()
    {
        _revision++;
        _changed = _options.Clock.GetTimestamp();
    }
}

/// <summary>Which groups are kept apart from the others, so that a flood of good ones does not push them out.</summary>
internal enum Shelf
{
    /// <summary>All.</summary>
    All,

    /// <summary>With a completion that failed or could not be judged.</summary>
    Trouble,

    /// <summary>Without variance.</summary>
    Flat,
}

/// <summary>What a run is.</summary>
/// <param name="Id">Its id on the page.</param>
/// <param name="Kind">"serve", "train", "score" or "ledger".</param>
/// <param name="Name">Its name for a person.</param>
internal sealed record RunIdentity(string Id, string Kind, string Name);
