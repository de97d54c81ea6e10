namespace Rlar;

/// <summary>Decides which tools score the completions of a query. The same query always gets the same route.</summary>
public interface IRouter
{
    /// <summary>
    /// Text that differs wherever a route could: the rules, and what the tools are made of that their own versions do not say. A run that is
    /// resumed is held against it.
    /// </summary>
    string Version { get; }

    /// <summary>The route of a query; one without tools, with the reason, where nothing suits.</summary>
    /// <param name="query">The query.</param>
    Route Route(Query query);

    /// <summary>The same for whoever can wait: a router that may have to ask a model does so here. Default: <see cref="Route(Query)"/>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<Route> RouteAsync(Query query, CancellationToken cancellationToken) => new(Route(query));

    /// <summary>
    /// Whether a task or data-source hint decides anything. One that no rule goes by is most likely a slip of the pen. Default: all are known.
    /// </summary>
    /// <param name="hint">The hint, as in <see cref="Query.TaskHints"/>.</param>
    bool Knows(string hint) => true;
}
