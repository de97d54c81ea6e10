using Rlar.Agents.Drafts;
using Rlar.Agents.Library;

namespace Rlar.Agents.Evolution;

/// <summary>
/// Routes rows to the tools of a library that were written for their task: those whose label and description are the row's own. All other rows, and those that
/// carry a tool, tests or constraints of their own, go the way of the router below.
/// </summary>
public sealed class LibraryRouter : IRouter
{
    private readonly IRouter _inner;
    private readonly Dictionary<string, RoutedTool> _tools = new(StringComparer.Ordinal);

    /// <summary>Creates a router.</summary>
    /// <param name="inner">The router below.</param>
    /// <param name="library">The library; its tools in force are read and checked.</param>
    /// <param name="makers">Make tools of drafts, one for each form.</param>
    /// <exception cref="LibraryException">A file of a tool was changed.</exception>
    /// <exception cref="DraftException">A draft cannot be made a tool any more.</exception>
    public LibraryRouter(IRouter inner, ToolLibrary library, IReadOnlyList<IDraftMaker> makers)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(makers);
        (_inner, Version) = (inner, $"{inner.Version}, library {library.Version}");
        foreach (var tool in library.Tools())
        {
            if (makers.FirstOrDefault(maker => maker.Form == tool.Draft.Form) is { } maker)
                _tools[TaskGrouping.KeyOf(tool.Draft.Task, tool.Draft.Description)] = new RoutedTool(maker.Define(tool.Draft).Create(), 1);
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
        return description.Length > 0 && _tools.TryGetValue(TaskGrouping.KeyOf(label, description), out var tool)
            ? new Route(label, [tool], 1, "the library has a tool that was written for this description")
            : null;
    }
}
