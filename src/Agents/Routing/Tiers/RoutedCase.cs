namespace Rlar.Agents.Routing.Tiers;

/// <summary>A query that was routed before, by a person or by whoever is trusted to.</summary>
/// <param name="Query">The query, with what its row carried.</param>
/// <param name="Tool">The id of the tool that judges it.</param>
/// <param name="Task">The task that it was taken for.</param>
public sealed record RoutedCase(Query Query, string Tool, string Task)
{
    /// <summary>The case that a row is: one that names its tool, or carries a route, whose first tool counts. Null for a row that does neither.</summary>
    /// <param name="query">The row's query.</param>
    public static RoutedCase? Of(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Tool is { } own)
            return new RoutedCase(query, own, query.TaskHints.Count > 0 ? query.TaskHints[0] : Router.Unknown);
        return query.Route is { } route ? new RoutedCase(query, route.Tools[0].Id, route.Task) : null;
    }
}
