using Rlar.Agents.Rewards;

namespace Rlar.Agents.Routing;

/// <summary>Decides which tools score the completions of a query. The same query always gets the same route.</summary>
public interface IRouter
{
    /// <summary>The route of a query; one without tools, with the reason, where nothing suits.</summary>
    /// <param name="query">The query.</param>
    Route Route(Query query);
}
