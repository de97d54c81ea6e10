namespace Rlar;

/// <summary>The tools that can be asked for by id.</summary>
public sealed class ToolRegistry
{
    private const int MostNear = 3;
    private const int LongestId = 200;

    private readonly ToolEntry[] _entries;
    private readonly Dictionary<string, ToolEntry> _byId;
    private readonly IReadOnlyList<ToolFamily> _families;
    private readonly Dictionary<string, string> _revoked = new(StringComparer.Ordinal);

    /// <summary>Creates a registry.</summary>
    /// <param name="definitions">Its tools, with ids that differ, in the order in which they are listed.</param>
    /// <param name="families">Its tools that need a model's name.</param>
    public ToolRegistry(IEnumerable<ToolDefinition> definitions, params IReadOnlyList<ToolFamily> families)
        : this(definitions.Select(ToolEntry.Of), families)
    {
    }

    /// <summary>Creates a registry of tools that are defined when they are first asked for.</summary>
    /// <param name="tools">Its tools, with ids that differ, in the order in which they are listed.</param>
    /// <param name="families">Its tools that need a model's name.</param>
    public ToolRegistry(IEnumerable<ToolEntry> tools, params IReadOnlyList<ToolFamily> families)
    {
        _entries = [.. tools];
        _byId = new Dictionary<string, ToolEntry>(_entries.Length);
        foreach (var entry in _entries)
            _byId.Add(entry.Id, entry);
        _families = families;
    }

    /// <summary>This registry with more tools; one with the id of a tool that it has stands in that one's place.</summary>
    /// <param name="definitions">The tools.</param>
    public ToolRegistry With(IReadOnlyCollection<ToolDefinition> definitions) => WithEntries([.. definitions.Select(ToolEntry.Of)]);

    /// <summary>This registry with one more tool, which stands in the place of one with its id.</summary>
    /// <param name="tool">The tool.</param>
    public ToolRegistry With(ToolEntry tool) => WithEntries([tool]);

    /// <summary>This registry with more families of tools.</summary>
    /// <param name="families">The families, with prefixes that differ.</param>
    public ToolRegistry With(IReadOnlyList<ToolFamily> families) => With(_entries, [.. _families, .. families]);

    /// <summary>This registry without a tool that was revoked: whoever asks for it is told why, and not that there is none.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="why">The reason, in words.</param>
    public ToolRegistry Without(string id, string why)
    {
        var rest = new ToolRegistry(_entries.Where(entry => entry.Id != id), _families);
        foreach (var (known, reason) in _revoked)
            rest._revoked[known] = reason;
        rest._revoked[id] = why;
        return rest;
    }

    /// <summary>Why a tool was revoked; null where it was not.</summary>
    /// <param name="id">Its id.</param>
    public string? WhyRevoked(string id) => _revoked.GetValueOrDefault(id);

    /// <summary>The tools that need no model's name, in the order in which they are listed.</summary>
    public IReadOnlyList<ToolDefinition> Definitions => Array.ConvertAll(_entries, entry => entry.Definition);

    /// <summary>The tools that are listed: <see cref="Definitions"/>, and each family with the models that it knows.</summary>
    public IEnumerable<ToolDefinition> Listed => Definitions.Concat(_families.SelectMany(family => family.Models.Select(family.Define)));

    /// <summary>Whether the registry has a tool. Of a family only the models that are listed count: another one has to be looked for.</summary>
    /// <param name="id">Its id.</param>
    public bool Contains(string id) =>
        _byId.ContainsKey(id)
        || _families.Any(family => family.ModelOf(id) is { } model && family.Models.Contains(model));

    /// <summary>The definition of a tool.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="ToolException">There is no such tool, or no such model for it.</exception>
    public ToolDefinition Find(string id)
    {
        if (_byId.TryGetValue(id, out var entry))
            return entry.Definition;
        foreach (var family in _families)
        {
            if (family.ModelOf(id) is { } model)
                return family.Define(model);
        }

        if (_families.FirstOrDefault(family => family.Prefix == id.TrimEnd('/')) is { } ofModels)
        {
            throw new ToolException(
                $"{ofModels.Prefix} needs a model: --model NAME|FILE, and {ofModels.Prefix}/NAME as the tool; 'rlar models list' shows which can be pulled.");
        }

        if (_revoked.TryGetValue(id, out var why))
            throw new ToolException($"The tool '{id}' was revoked: {why}.");
        throw new ToolException($"There is no tool '{id}'{Near(id)} 'rlar tools list' shows them all.");
    }

    /// <summary>Makes a tool.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="settings">Its options, or null for the defaults.</param>
    /// <exception cref="ToolException">There is no such tool, or it does not take such an option.</exception>
    public IRewardTool Create(string id, IReadOnlyDictionary<string, string>? settings = null) => Find(id).Create(settings);

    private ToolRegistry WithEntries(ToolEntry[] added) =>
        With([.. _entries.Where(old => !Array.Exists(added, entry => entry.Id == old.Id)), .. added], _families);

    private ToolRegistry With(ToolEntry[] entries, IReadOnlyList<ToolFamily> families)
    {
        var more = new ToolRegistry(entries, families);
        foreach (var (id, why) in _revoked)
            more._revoked[id] = why;
        return more;
    }

    private string Near(string id)
    {
        // An id is a short name: what is many times as long is none, and is compared with nothing.
        var typed = id.Length > LongestId ? "" : id;
        string[] near = [.. NearNames.Of(typed, _entries.Select(entry => entry.Id).Concat(_families.Select(family => family.Prefix))).Take(MostNear)];
        return near.Length == 0 ? "." : $"; did you mean {string.Join(" or ", near)}?";
    }
}
