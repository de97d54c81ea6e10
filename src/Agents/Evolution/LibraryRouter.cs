using Rlar.Agents.Drafts;
using Rlar.Agents.Library;

namespace Rlar.Agents.Evolution;

/// <summary>
/// Routes rows to the tools of a library that were written for their task: those whose label and description are the row's own, else the only one whose
/// description is. All other rows, and those that carry a tool, tests or constraints of their own, go the way of the router below.
/// </summary>
public sealed class LibraryRouter : IRouter
{
    private readonly IRouter _inner;
    private readonly Dictionary<string, RoutedTool> _tools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoutedTool?> _byDescription = new(StringComparer.Ordinal);

    /// <summary>Creates a router.</summary>
    /// <param name="inner">The router below.</param>
    /// <param name="library">The library; its tools in force are read and checked.</param>
    /// <param name="make">Makes a draft's tool; null where none can be made of its form, so that its rows go the other way.</param>
    /// <exception cref="LibraryException">A file of a tool was changed.</exception>
    /// <exception cref="DraftException">A draft cannot be made a tool any more.</exception>
    public LibraryRouter(IRouter inner, ToolLibrary library, Func<ToolDraft, IRewardTool?> make)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(make);
        (_inner, Version) = (inner, $"{inner.Version}, library {library.Version}");
        foreach (var tool in library.Tools())
        {
            if (make(tool.Draft) is not { } made)
                continue;
            var routed = new RoutedTool(made, 1);
            _tools[TaskGrouping.KeyOf(tool.Draft.Task, tool.Draft.Description)] = routed;
            var description = TaskGrouping.KeyOf("", tool.Draft.Description);
            _byDescription[description] = _byDescription.ContainsKey(description) ? null : routed;
        }
    }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public Route Route(Query query) => Own(query) ?? _inner.Route(query);

    /// <inheritdoc/>
    public async ValueTask<Route> RouteAsync(Query query, CancellationToken cancellationToken) =>
        Own(query) ?? await _inner.RouteAsync(query, cancellationToken);

    /// <inheritdoc/>
    public bool Knows(string hint) => _inner.Knows(hint);

    private Route? Own(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (_tools.Count == 0 || query.Tool is not null || query.Tests is not null || query.Constraints is not null)
            return null;
        var (label, description) = (TaskGrouping.LabelOf(query, null), TaskGrouping.DescriptionOf(query));
        if (description.Length == 0)
            return null;
        var tool = _tools.TryGetValue(TaskGrouping.KeyOf(label, description), out var own)
            ? own
            : _byDescription.GetValueOrDefault(TaskGrouping.KeyOf("", description));
        return tool is { } found ? new Route(label, [found], 1, "the library has a tool that was written for this description") : null;
    }
}
