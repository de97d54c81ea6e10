namespace Rlar.Agents.Monitor;

/// <summary>The references of tools, to hold later runs against. Save one of a run that was looked at.</summary>
public sealed class MonitorProfile
{
    internal const string FormatName = "rlar-monitor-profile/1";

    internal MonitorProfile(IReadOnlyList<Entry> entries) => Entries = entries;

    /// <summary>The tools that it has a reference of; with the task after a colon where they were watched by task.</summary>
    public IReadOnlyList<string> Tools => [.. Entries.Select(entry => entry.Task is null ? entry.Tool : $"{entry.Tool}:{entry.Task}")];

    internal IReadOnlyList<Entry> Entries { get; }

    /// <summary>Reads a profile.</summary>
    /// <param name="stream">JSON as <see cref="Save"/> writes it.</param>
    /// <exception cref="MonitorException">It is no profile.</exception>
    public static MonitorProfile Load(Stream stream)
    {
        var file = MonitorJson.Read<File>(stream, "profile");
        return file.Format == FormatName && file.Tools.All(entry => entry.Reference.Count > 0)
            ? new MonitorProfile(file.Tools)
            : throw MonitorJson.Unreadable("profile", null);
    }

    /// <summary>Writes it as JSON; the same profile gives the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    public void Save(Stream stream) => MonitorJson.Write(stream, new File(FormatName, Entries));

    internal sealed record Entry(string Tool, string? Task, IReadOnlyList<GroupFigures> Reference);

    internal sealed record File(string Format, IReadOnlyList<Entry> Tools);
}
