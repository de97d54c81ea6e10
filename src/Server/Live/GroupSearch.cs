namespace Rlar.Server.Live;

/// <summary>Which groups are wanted.</summary>
internal sealed record GroupSearch
{
    /// <summary>Text that stands somewhere in it, upper or lower case: id, task, tool, source, why, reasons, prompt, references, completions.</summary>
    internal string Text { get; init; } = "";

    /// <summary>A run's id; "" for all.</summary>
    internal string Run { get; init; } = "";

    /// <summary>A task; "" for all.</summary>
    internal string Task { get; init; } = "";

    /// <summary>A tool; "" for all.</summary>
    internal string Tool { get; init; } = "";

    /// <summary>Which shelf.</summary>
    internal Shelf Shelf { get; init; }

    /// <summary>Only groups with a smaller number; null for all.</summary>
    internal long? Before { get; init; }

    /// <summary>The groups that meet all of it, the newest first.</summary>
    /// <param name="log">Where.</param>
    internal IEnumerable<LiveGroup> In(LiveLog log) => log.Runs
        .Where(run => Run.Length == 0 || run.Identity.Id == Run)
        .SelectMany(run => run.Groups(Shelf))
        .Where(Meets)
        .OrderByDescending(group => group.Number);

    private bool Meets(LiveGroup group) =>
        (Before is null || group.Number < Before)
        && (Task.Length == 0 || group.Task == Task)
        && (Tool.Length == 0 || group.Calls.Any(call => call.Tool == Tool))
        && (Text.Length == 0 || Texts(group).Any(text => text.Contains(Text, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Texts(LiveGroup group) =>
    [
        group.Id, group.Task, group.Source, group.Why,
        .. group.Calls.Select(call => call.Tool),
        .. group.Prompt.Select(message => message.Content),
        .. group.References,
        .. (group.Completions ?? []).Select(completion => completion.Text),
        .. group.Calls.SelectMany(call => call.Outcomes).Select(LiveGroup.ReasonOf),
        .. group.Outcomes.Select(outcome => LiveGroup.ReasonOf(outcome.Outcome)),
    ];
}
