namespace Rlar.Agents.Routing;

/// <summary>
/// Says which tools could judge the answers to a query: those whose requirements the row meets, with default options. A verifier that needs nothing for
/// certain (code/python without tests runs the answer as a program) would take every row: one that
/// carries nothing is not for it, unless the row or a rule says so.
/// </summary>
/// <param name="library">The tools. Those that need a model are among them where they are listed.</param>
public sealed class ToolCandidates(ToolRegistry library)
{
    private readonly Lazy<ToolCard[]> _cards =
        new(() => [.. library.Listed.Select(definition => definition.DefaultCard()).Where(card => card.Kind != ToolKind.Shaper)]);

    /// <summary>The cards, in the order in which the tools are listed. Shapers are no reward by themselves, and none of them.</summary>
    /// <param name="query">The query, as it stands in the row.</param>
    public IReadOnlyList<ToolCard> For(Query query) => [.. _cards.Value.Where(card => card.Missing(query) is null && !TakesAnything(card, query))];

    // What it could use is optional, and the row has none of it.
    private static bool TakesAnything(ToolCard card, Query query) =>
        card.Kind == ToolKind.Verifier && card.Requires.Count > 0 && card.Requires.All(requirement => requirement.IsOptional)
        && query.Tests is null && query.Constraints is null && query.References.Count == 0;

    /// <summary>Of each tool that could not, why: its id and the first requirement that the row does not meet.</summary>
    /// <param name="query">The query, as it stands in the row.</param>
    public IReadOnlyList<(string Tool, string Why)> Without(Query query) =>
        [.. _cards.Value.Select(card => (card.Id, Why: card.Missing(query))).Where(pair => pair.Why is not null).Select(pair => (pair.Id, pair.Why!))];
}
