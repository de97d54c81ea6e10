namespace Rlar.Agents.Monitor;

/// <summary>
/// Watches the tools of a run, one scored group at a time in the order of the rows, over windows of rows and never of time: the same rows give the same
/// report. The first groups of a tool, or a profile, are its reference; each later window is held against it, with a bound on all false alarms together
/// (<see cref="MonitorOptions.FalseAlarms"/>). The bound holds where groups are independent and the reference is what it should be; that a policy becomes
/// better is a drift, too, and an alarm does not say whose. Not for several threads at once.
/// </summary>
public sealed class ToolMonitor
{
    private const string FormatName = "rlar-monitor/1";

    private readonly OrderedDictionary<(string Tool, string? Task), ToolWatch> _watches = [];
    private readonly HashSet<string> _quarantined = new(StringComparer.Ordinal);
    private readonly DriftTests _tests;
    private readonly QuarantineRules _rules;
    private long _rows;

    /// <summary>Begins to watch.</summary>
    /// <param name="options">How.</param>
    /// <param name="profile">References of tools; a tool that it does not have gets one of its first groups. Null for none.</param>
    public ToolMonitor(MonitorOptions options, MonitorProfile? profile)
    {
        Options = options;
        (_tests, _rules) = (new DriftTests(options), new QuarantineRules(options));
        foreach (var (tool, task, reference) in profile?.Entries ?? [])
            _watches[(tool, task)] = new ToolWatch { Tool = tool, Task = task, Reference = [.. reference], IsReferenceWhole = true };
    }

    /// <summary>How tools are watched.</summary>
    public MonitorOptions Options { get; }

    /// <summary>The tools in quarantine.</summary>
    public IReadOnlyCollection<string> Quarantined => _quarantined;

    /// <summary>Reads a monitor that was saved, to go on where it was.</summary>
    /// <param name="stream">JSON as <see cref="Save"/> writes it.</param>
    /// <exception cref="MonitorException">It is no monitor.</exception>
    public static ToolMonitor Load(Stream stream)
    {
        var state = MonitorJson.Read<State>(stream, "state");
        if (state.Format != FormatName)
            throw MonitorJson.Unreadable("state", null);
        var monitor = new ToolMonitor(state.Options, null) { _rows = state.Rows };
        foreach (var watch in state.Watches)
            monitor._watches[(watch.Tool, watch.Task)] = watch;
        monitor._quarantined.UnionWith(state.Quarantined);
        return monitor;
    }

    /// <summary>Writes all it knows as JSON; the same state gives the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    public void Save(Stream stream) =>
        MonitorJson.Write(stream, new State(FormatName, Options, _rows, [.. _watches.Values], [.. _quarantined.Order(StringComparer.Ordinal)]));

    /// <summary>The references that are whole, for another run.</summary>
    public MonitorProfile Profile() =>
        new([.. _watches.Values.Where(watch => watch.IsReferenceWhole).Select(watch => new MonitorProfile.Entry(watch.Tool, watch.Task, watch.Reference))]);

    /// <summary>Takes the next group in.</summary>
    /// <param name="group">The group.</param>
    /// <returns>What it brought to an end.</returns>
    /// <exception cref="ArgumentException">A tool has no outcome, two have other numbers of outcomes, or the lengths are not as many.</exception>
    public MonitorReport Observe(WatchedGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var completions = group.Lengths?.Count ?? (group.Tools.Count > 0 ? group.Tools[0].Outcomes.Count : 1);
        if (completions == 0 || group.Tools.Any(tool => tool.Outcomes.Count != completions))
            throw new ArgumentException($"Row '{group.Id}': every tool must have an outcome for each completion, and lengths be as many.", nameof(group));
        _rows++;
        var report = (Windows: new List<WindowFigures>(), Alarms: new List<DriftAlarm>(), Quarantines: new List<Quarantine>());
        ToolWatch[] watches = [.. group.Tools.Select(tool => WatchOf(tool.Tool, Options.ByTask ? group.Task : null))];

        // From the last tool on, so that none falls back on a tool that goes into quarantine with this very row.
        for (var tool = watches.Length - 1; tool >= 0; tool--)
        {
            var watch = watches[tool];
            watch.Next = [.. group.Tools.Skip(tool + 1).Select(next => next.Tool)];
            var figures = GroupFigures.Of(group, tool, _rows);
            watch.CountConstant(figures, Options.Examples);
            Decide(_rules.AfterGroup(watch, _rows, Fallback(watch)));
            var into = watch.IsReferenceWhole ? watch.Now : watch.Reference;
            into.Add(figures);
            if (into.Count >= (watch.IsReferenceWhole ? Options.Window : Options.Reference))
                End(watch);
        }

        return new MonitorReport(report.Windows, report.Alarms, report.Quarantines);

        void End(ToolWatch watch)
        {
            if (!watch.IsReferenceWhole)
            {
                watch.IsReferenceWhole = true;
                var own = watch.Figures(watch.Reference, isWhole: true);
                report.Windows.Insert(0, own);
                Decide(_rules.AfterWindow(own, watch.Reference, null, [], Fallback(watch)));
                return;
            }

            var window = watch.Figures(watch.Now, isWhole: true);
            DriftAlarm[] alarms = [.. _tests.Of(window, watch.Now, watch.Reference)];
            report.Windows.Insert(0, window);
            report.Alarms.InsertRange(0, alarms);
            Decide(_rules.AfterWindow(window, watch.Now, watch.Figures(watch.Reference, isWhole: true), alarms, Fallback(watch)));
            watch.Now.Clear();
            watch.Window++;
        }

        void Decide(Quarantine? decision)
        {
            if (decision is not null && _quarantined.Add(decision.Tool))
                report.Quarantines.Insert(0, decision);
        }
    }

    /// <summary>The windows that are not full yet, references included.</summary>
    public IReadOnlyList<WindowFigures> Unfinished() =>
        [.. _watches.Values.Select(watch => (Watch: watch, Groups: watch.IsReferenceWhole ? watch.Now : watch.Reference))
            .Where(open => open.Groups.Count > 0).Select(open => open.Watch.Figures(open.Groups, isWhole: false))];

    private string? Fallback(ToolWatch watch) => watch.Next.FirstOrDefault(tool => tool != watch.Tool && !_quarantined.Contains(tool));

    private ToolWatch WatchOf(string tool, string? task)
    {
        if (!_watches.TryGetValue((tool, task), out var watch))
            _watches[(tool, task)] = watch = new ToolWatch { Tool = tool, Task = task };
        return watch;
    }

    internal sealed record State(
        string Format, MonitorOptions Options, long Rows, IReadOnlyList<ToolWatch> Watches, IReadOnlyList<string> Quarantined);
}
