using System.Text.Json;
using Rlar.Server.Live;

namespace Rlar.Server.Page;

/// <summary>Writes what the page is fed with. Curves are lists of columns, one number a point.</summary>
/// <param name="json">Takes it.</param>
internal readonly struct LiveJson(Utf8JsonWriter json)
{
    private const int QuestionLetters = 160;
    private const int GroupsOfRun = 30;

    /// <summary>All runs with the whole of their curves, and the newest groups of each.</summary>
    internal void Snapshot(LiveLog log, PageOptions options, string version)
    {
        json.WriteStartObject();
        json.WriteString("version", version);
        Common(log, options);
        json.WriteStartArray("runs");
        foreach (var run in log.Runs)
            Run(run.View(0, 0));
        json.WriteEndArray();
        json.WriteStartArray("groups");
        foreach (var group in log.Runs.SelectMany(run => run.Groups(Shelf.All).Take(GroupsOfRun)).OrderByDescending(group => group.Number))
            Summary(group);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The runs that have changed, with the points that may have; and the groups that came.</summary>
    /// <param name="log">The runs.</param>
    /// <param name="options">How much.</param>
    /// <param name="seen">What the watcher has of each run; brought up to date.</param>
    /// <param name="groups">The groups that came.</param>
    /// <param name="missed">How many more came.</param>
    internal void Tick(
        LiveLog log, PageOptions options, Dictionary<string, (long Revision, int Last, long Width)> seen, IReadOnlyList<LiveGroup> groups, long missed)
    {
        json.WriteStartObject();
        Common(log, options);
        json.WriteStartArray("runs");
        foreach (var run in log.Runs)
        {
            var has = seen.GetValueOrDefault(run.Identity.Id);
            if (has.Width != 0 && has.Revision == run.Revision)
                continue;
            var view = run.View(has.Last, has.Width);
            seen[run.Identity.Id] = (view.Revision, Math.Max(0, view.Last), view.Width);
            Run(view);
        }

        json.WriteEndArray();
        json.WriteNumber("missed", missed + Math.Max(0, groups.Count - options.Groups));
        json.WriteStartArray("groups");
        foreach (var group in groups.Skip(groups.Count - options.Groups))
            Summary(group);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A list of groups.</summary>
    /// <param name="groups">The groups, the newest first.</param>
    /// <param name="hasMore">Whether there are older ones.</param>
    internal void Groups(ReadOnlySpan<LiveGroup> groups, bool hasMore)
    {
        json.WriteStartObject();
        json.WriteStartArray("groups");
        foreach (var group in groups)
            Summary(group);
        json.WriteEndArray();
        json.WriteBoolean("more", hasMore);
        json.WriteEndObject();
    }

    /// <summary>A number, or null where JSON has none for it.</summary>
    internal void Number(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private void Common(LiveLog log, PageOptions options)
    {
        json.WriteNumber("now", log.Options.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("ids");
        foreach (var run in log.Runs)
            json.WriteStringValue(run.Identity.Id);
        json.WriteEndArray();
        if (options.Queue?.Invoke() is not var (running, waiting))
            return;
        json.WriteStartObject("queue");
        json.WriteNumber("running", running);
        json.WriteNumber("waiting", waiting);
        json.WriteEndObject();
    }

    private void Run(RunView run)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Identity.Id);
        json.WriteString("kind", run.Identity.Kind);
        json.WriteString("name", run.Identity.Name);
        json.WriteString("unit", run.Unit);
        json.WriteNumber("width", run.Width);
        json.WriteNumber("from", run.From);
        json.WriteNumber("last", run.Last);
        json.WriteNumber("age", (long)run.Age.TotalMilliseconds);
        json.WriteNumber("quiet", (long)run.Quiet.TotalMilliseconds);
        Number("rate", run.PerSecond);
        if (run.Note.Length > 0)
            json.WriteString("note", run.Note);
        json.WritePropertyName("all");
        Tally(run.All);
        Tallies("tools", run.Tools);
        Tallies("tasks", run.Tasks);
        Tallies("sources", run.Sources);
        Tallies("gauges", run.Gauges);
        json.WriteStartArray("routes");
        foreach (var route in run.Routes.OrderByDescending(route => route.Groups))
        {
            json.WriteStartObject();
            json.WriteString("task", route.Task);
            json.WriteString("tools", route.Tools);
            json.WriteNumber("groups", route.Groups);
            Number("confidence", route.Confidence);
            json.WriteString("why", route.Why);
            json.WriteNumber("last", route.Last);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Tallies(string name, TallyView[] tallies)
    {
        json.WriteStartArray(name);
        foreach (var tally in tallies)
            Tally(tally);
        json.WriteEndArray();
    }

    private void Tally(TallyView tally)
    {
        json.WriteStartObject();
        json.WriteString("name", tally.Name);
        json.WriteNumber("scored", tally.All.Scored);
        json.WriteNumber("unscorable", tally.All.Unscorable);
        json.WriteNumber("failed", tally.All.Failed);
        json.WriteNumber("groups", tally.All.Groups);
        json.WriteNumber("flat", tally.All.Flat);
        Number("mean", tally.All.Values > 0 ? tally.All.Mean : null);
        Number("std", tally.All.Values > 1 ? tally.All.Deviation : null);
        if (tally.Latency is { } latency)
        {
            json.WriteStartObject("ms");
            Number("mean", latency.Mean);
            Number("p50", latency.Median);
            Number("p99", latency.Late);
            Number("max", latency.Longest);
            json.WriteEndObject();
        }

        if (tally.Failures.Length > 0)
        {
            json.WriteStartObject("failures");
            foreach (var (boundary, count) in tally.Failures)
                json.WriteNumber(boundary, count);
            json.WriteEndObject();
        }

        Last("lastFailure", tally.LastFailure);
        Last("lastUnscorable", tally.LastUnscorable);
        Column("n", tally.Points, point => point.Scored);
        Column("bad", tally.Points, point => point.Completions - point.Scored);
        Column("m", tally.Points, point => point.Values > 0 ? point.Mean : null);
        Column("s", tally.Points, point => point.Values > 0 ? point.Deviation : null);
        Column("g", tally.Points, point => point.Groups);
        Column("z", tally.Points, point => point.Flat);
        json.WriteEndObject();
    }

    private void Last(string name, (string Reason, long Group)? last)
    {
        if (last is not var (reason, group))
            return;
        json.WriteStartObject(name);
        json.WriteString("reason", reason);
        json.WriteNumber("group", group);
        json.WriteEndObject();
    }

    // Seven digits are more than a screen has pixels.
    private void Column(string name, Bucket[] points, Func<Bucket, double?> value)
    {
        json.WriteStartArray(name);
        foreach (var point in points)
        {
            if (value(point) is { } number && float.IsFinite((float)number))
                json.WriteNumberValue((float)number);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    /// <summary>A group in a line of a list.</summary>
    internal void Summary(LiveGroup group)
    {
        var counted = new Bucket();
        double? least = null, most = null;
        for (var i = 0; i < group.Outcomes.Count; i++)
        {
            counted.Add(group.Outcomes[i].Outcome, group.Rewards[i]);
            if (group.Rewards[i] is not { } reward)
                continue;
            (least, most) = (Math.Min(least ?? reward, reward), Math.Max(most ?? reward, reward));
        }

        json.WriteStartObject();
        Head(group);
        json.WriteStartArray("tools");
        foreach (var call in group.Calls)
            json.WriteStringValue(call.Tool);
        json.WriteEndArray();
        json.WriteNumber("scored", counted.Scored);
        json.WriteNumber("unscorable", counted.Unscorable);
        json.WriteNumber("failed", counted.Failed);
        Number("mean", counted.Values > 0 ? counted.Mean : null);
        Number("min", least);
        Number("max", most);
        json.WriteBoolean("flat", group.IsFlat);
        json.WriteString("question", Short(group.Prompt.Count > 0 ? group.Prompt[^1].Content : ""));
        json.WriteEndObject();
    }

    /// <summary>What lists and the inspector both have of a group.</summary>
    internal void Head(LiveGroup group)
    {
        json.WriteNumber("n", group.Number);
        json.WriteString("run", group.Run);
        json.WriteString("source", group.Source);
        json.WriteNumber("at", group.At.ToUnixTimeMilliseconds());
        Number("took", group.Took?.TotalMilliseconds);
        Number("step", group.Step);
        json.WriteString("id", group.Id);
        json.WriteString("task", group.Task);
    }

    private static ReadOnlySpan<char> Short(string text)
    {
        if (text.Length <= QuestionLetters)
            return text;
        return text.AsSpan(0, char.IsHighSurrogate(text[QuestionLetters - 1]) ? QuestionLetters - 1 : QuestionLetters);
    }
}
