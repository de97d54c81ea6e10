using System.Security.Cryptography;

namespace Rlar.Agents.Monitor;

/// <summary>
/// The common scales of tools, each fitted to values of one version of a tool: so that a verifier that says 0 or 1 and a reward model between -20 and 20 weigh
/// what their route says. A tool that has none stays on its card's range.
/// </summary>
public sealed class ToolScales
{
    private const string FormatName = "rlar-scales/1";

    private readonly SortedDictionary<string, Entry> _tools;

    private ToolScales(IEnumerable<Entry> entries)
    {
        _tools = new SortedDictionary<string, Entry>(entries.ToDictionary(entry => entry.Tool), StringComparer.Ordinal);
        using var file = new MemoryStream();
        Save(file);
        Version = Convert.ToHexStringLower(SHA256.HashData(file.ToArray()))[..12];
    }

    /// <summary>The tools that have a scale, in the order of their ids.</summary>
    public IReadOnlyCollection<string> Tools => _tools.Keys;

    /// <summary>A hash of the scales, 12 hexadecimal digits: part of what a run that is resumed is held against.</summary>
    public string Version { get; }

    /// <summary>Fits scales.</summary>
    /// <param name="values">The values of each tool in one version, all finite, at least one.</param>
    /// <param name="kind">Makes a tool's scale of its values, in ascending order.</param>
    /// <exception cref="ArgumentException">A tool comes twice.</exception>
    public static ToolScales Fit(IEnumerable<ToolValues> values, Func<IReadOnlyList<double>, CommonScale> kind)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(kind);
        return new ToolScales(values.Select(of => new Entry(of.Tool, of.Version, kind([.. of.Values.Order()]))));
    }

    /// <summary>Reads scales.</summary>
    /// <param name="stream">JSON as <see cref="Save"/> writes it.</param>
    /// <exception cref="MonitorException">It is none.</exception>
    public static ToolScales Load(Stream stream)
    {
        var file = MonitorJson.Read<File>(stream, "set of scales");
        return file.Format == FormatName && file.Tools.Select(entry => entry.Tool).Distinct(StringComparer.Ordinal).Count() == file.Tools.Count
            ? new ToolScales(file.Tools)
            : throw MonitorJson.Unreadable("set of scales", null);
    }

    /// <summary>Writes them as JSON; the same scales give the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    public void Save(Stream stream) => MonitorJson.Write(stream, new File(FormatName, [.. _tools.Values]));

    /// <summary>The scale of a tool, turned round where lower values are better; null where it has none.</summary>
    /// <param name="card">The tool's card.</param>
    /// <exception cref="MonitorException">Its scale was fitted to another version of it.</exception>
    public Func<double, double>? Of(ToolCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        if (!_tools.TryGetValue(card.Id, out var entry) || card.Kind == ToolKind.Shaper)
            return null;
        if (entry.Version != card.Version)
        {
            throw new MonitorException(
                $"The common scale of {card.Id} was fitted to its version {entry.Version}, and it is version {card.Version} here: "
                + "fit it anew on a ledger of it.");
        }

        return card.Range.HigherIsBetter ? entry.Scale.Of : value => 1 - entry.Scale.Of(value);
    }

    internal sealed record Entry(string Tool, string Version, CommonScale Scale);

    internal sealed record File(string Format, IReadOnlyList<Entry> Tools);
}
