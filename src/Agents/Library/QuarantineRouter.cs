namespace Rlar.Agents.Library;

/// <summary>
/// Carries out what was decided about tools in quarantine: where a route names one, its fallback is asked in its place, with its weight. It is decided when
/// the router is made and for the whole of a run, so the same query always gets the same route.
/// </summary>
public sealed class QuarantineRouter : IRouter
{
    private readonly IRouter _inner;
    private readonly Dictionary<string, LibraryEvent> _quarantined;
    private readonly Dictionary<string, IRewardTool> _fallbacks = new(StringComparer.Ordinal);

    /// <summary>Makes the fallbacks.</summary>
    /// <param name="inner">Finds the routes.</param>
    /// <param name="quarantined">The tools in quarantine (<see cref="ToolLibrary.Quarantined"/>).</param>
    /// <param name="tools">The tools; a fallback that is not among them is none.</param>
    public QuarantineRouter(IRouter inner, IReadOnlyList<LibraryEvent> quarantined, ToolRegistry tools)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(quarantined);
        ArgumentNullException.ThrowIfNull(tools);
        _inner = inner;
        _quarantined = quarantined.ToDictionary(found => found.Id, StringComparer.Ordinal);
        foreach (var found in quarantined)
        {
            if (FallbackOf(found) is { } id && !_fallbacks.ContainsKey(id) && Made(tools, id) is { } made)
                _fallbacks[id] = made;
        }

        Version = quarantined.Count == 0
            ? inner.Version
            : $"{inner.Version}, quarantine {string.Join(" ", quarantined.Select(found => $"{found.Id}>{FallbackOf(found)}"))}";
    }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public Route Route(Query query) => Replaced(_inner.Route(query));

    /// <inheritdoc/>
    public async ValueTask<Route> RouteAsync(Query query, CancellationToken cancellationToken) => Replaced(await _inner.RouteAsync(query, cancellationToken));

    /// <inheritdoc/>
    public bool Knows(string hint) => _inner.Knows(hint);

    // One that needs settings, which a quarantine does not keep, can only take a place in a route that has it.
    private static IRewardTool? Made(ToolRegistry tools, string id)
    {
        try
        {
            return tools.Contains(id) ? tools.Create(id) : null;
        }
        catch (ToolException)
        {
            return null;
        }
    }

    private Route Replaced(Route route)
    {
        if (_quarantined.Count == 0 || !route.Tools.Any(tool => _quarantined.ContainsKey(tool.Tool.Card.Id)))
            return route;
        var tools = new OrderedDictionary<string, RoutedTool>();
        foreach (var tool in route.Tools.Where(tool => !_quarantined.ContainsKey(tool.Tool.Card.Id)))
            tools[tool.Tool.Card.Id] = tool;
        var why = route.Why;
        foreach (var tool in route.Tools)
        {
            if (!_quarantined.TryGetValue(tool.Tool.Card.Id, out var found))
                continue;
            // What shapes has a factor and no share that another could take.
            var fallback = tool.Tool.Card.Kind == ToolKind.Shaper ? null : FallbackOf(found);
            if (fallback is not null && tools.TryGetValue(fallback, out var known))
                tools[fallback] = known with { Weight = known.Weight + tool.Weight };
            else if (fallback is not null && _fallbacks.TryGetValue(fallback, out var made))
                tools[fallback] = new RoutedTool(made, tool.Weight);
            else
                fallback = null;
            why += $"; {found.Id} is in quarantine, and {(fallback is null ? "no tool" : fallback)} takes its place: {found.Reason}";
        }

        return route with { Tools = [.. tools.Values], Why = why };
    }

    // One that is in quarantine itself has one, too; two that name each other have none.
    private string? FallbackOf(LibraryEvent found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = found; seen.Add(next.Id);)
        {
            if (next.Fallback is not { } id || !_quarantined.TryGetValue(id, out var further))
                return next.Fallback;
            next = further;
        }

        return null;
    }
}
