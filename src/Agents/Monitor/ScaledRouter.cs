namespace Rlar.Agents.Monitor;

/// <summary>Routes as another router does, with the values of tools on the common scale where they have one.</summary>
/// <param name="inner">Finds the routes.</param>
/// <param name="scales">The scales.</param>
public sealed class ScaledRouter(IRouter inner, ToolScales scales) : IRouter
{
    /// <inheritdoc/>
    public string Version { get; } = $"{inner.Version}, scales {scales.Version}";

    /// <inheritdoc/>
    /// <exception cref="MonitorException">A scale was fitted to another version of a tool of the route.</exception>
    public Route Route(Query query) => Scaled(inner.Route(query));

    /// <inheritdoc/>
    /// <exception cref="MonitorException">A scale was fitted to another version of a tool of the route.</exception>
    public async ValueTask<Route> RouteAsync(Query query, CancellationToken cancellationToken) =>
        Scaled(await inner.RouteAsync(query, cancellationToken));

    /// <inheritdoc/>
    public bool Knows(string hint) => inner.Knows(hint);

    private Route Scaled(Route route) => route.Tools.Any(tool => scales.Tools.Contains(tool.Tool.Card.Id))
        ? route with { Tools = [.. route.Tools.Select(tool => scales.Of(tool.Tool.Card) is { } scale ? tool with { Scale = scale } : tool)] }
        : route;
}
