namespace Rlar;

/// <summary>The G completions of one query. One route and one version of each tool serve the whole group.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Completions">[G] answers, at least one.</param>
public sealed record RolloutGroup(Query Query, IReadOnlyList<Completion> Completions);
