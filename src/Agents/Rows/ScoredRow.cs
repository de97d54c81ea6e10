using Rlar.Agents.Rewards;

namespace Rlar.Agents.Rows;

/// <summary>One output row: a group with its route, rewards, advantages and outcomes.</summary>
/// <param name="Id">The query's id.</param>
/// <param name="Route">The route that was taken.</param>
/// <param name="Rewards">[G] rewards; null for a completion that was not scored.</param>
/// <param name="Advantages">[G] advantages, null for a completion that was not scored; null as a whole where none were asked for.</param>
/// <param name="Outcomes">[G] outcomes.</param>
public sealed record ScoredRow(
    string Id, Route Route, IReadOnlyList<double?> Rewards, IReadOnlyList<double?>? Advantages, IReadOnlyList<CompletionOutcome> Outcomes);
