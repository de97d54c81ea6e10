namespace Rlar.Agents.Routing.Tiers;

/// <summary>One way to find a tool for a query that no rule decides. The same query, asked of the same tier, has the same answer.</summary>
public interface IRouteTier
{
    /// <summary>What it is called in a route's reason: "memory".</summary>
    string Name { get; }

    /// <summary>Text that differs wherever an answer could: what it was made of.</summary>
    string Version { get; }

    /// <summary>Asks it.</summary>
    /// <param name="query">The query; what it says is data and can only choose among the candidates.</param>
    /// <param name="candidates">The tools whose requirements the row meets, of which the answer is one.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<TierAnswer> AskAsync(Query query, IReadOnlyList<ToolCard> candidates, CancellationToken cancellationToken);
}
