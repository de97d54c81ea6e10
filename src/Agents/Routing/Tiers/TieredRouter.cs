using System.Collections.Concurrent;

namespace Rlar.Agents.Routing.Tiers;

/// <summary>
/// Rules first, and after them the tiers, each asked only where all before it abstain: what a row carries, names or hints at is never overruled. A tier
/// chooses among the tools whose requirements the row meets. Where none of them decides, the group has no tool, and the reason says what each said.
/// </summary>
public sealed class TieredRouter : IRouter
{
    private readonly ToolRegistry _library;
    private readonly Router _rules;
    private readonly IReadOnlyList<IRouteTier> _tiers;
    private readonly ToolCandidates _candidates;
    private readonly ConcurrentDictionary<string, IRewardTool> _made = new();

    /// <summary>Creates a router.</summary>
    /// <param name="library">The tools.</param>
    /// <param name="rules">The rules, over the same tools.</param>
    /// <param name="tiers">The tiers, in the order in which they are asked.</param>
    public TieredRouter(ToolRegistry library, Router rules, params IReadOnlyList<IRouteTier> tiers)
    {
        ArgumentNullException.ThrowIfNull(rules);
        (_library, _rules, _tiers, _candidates) = (library, rules, tiers, new ToolCandidates(library));
        Version = string.Join(", ", [rules.Version, .. tiers.Select(tier => $"{tier.Name} {tier.Version}")]);
    }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public bool Knows(string hint) => _rules.Knows(hint);

    /// <summary>The route of a query. It waits for whatever a tier asks: <see cref="RouteAsync"/> is for those who can do something else meanwhile.</summary>
    /// <param name="query">The query.</param>
    public Route Route(Query query) => RouteAsync(query, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public ValueTask<Route> RouteAsync(Query query, CancellationToken cancellationToken)
    {
        var ruled = _rules.Route(query);
        return _tiers.Count == 0 || IsDecided(ruled) ? new(ruled) : AskAsync(query, ruled, cancellationToken);
    }

    // A rule that says that nothing can be scored has decided, too: a wrong tool would be worse than none.
    private static bool IsDecided(Route ruled) => ruled is not { Task: Router.Unknown, Tools.Count: 0, Confidence: 0 };

    private async ValueTask<Route> AskAsync(Query query, Route ruled, CancellationToken cancellationToken)
    {
        var candidates = _candidates.For(query);
        var said = ruled.Why;
        foreach (var tier in _tiers)
        {
            var answer = await tier.AskAsync(query, candidates, cancellationToken);
            if (answer.Tool is { } id && candidates.Any(card => card.Id == id))
                return new Route(answer.Task, [new RoutedTool(Made(id), 1)], answer.Confidence, $"{answer.Why} ({tier.Name})");
            said += answer.Tool is { } other ? $"; {tier.Name}: {other} is no candidate" : $"; {tier.Name}: {answer.Why}";
        }

        return ruled with { Why = said };
    }

    private IRewardTool Made(string id) => _made.GetOrAdd(id, name => _library.Create(name));
}
