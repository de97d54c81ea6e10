namespace Rlar.Agents.Evolution;

/// <summary>One row of a data set that is walked.</summary>
/// <param name="Group">The query and its completions.</param>
/// <param name="Labels">[G] whether each completion is right; null where nobody said.</param>
public sealed record EvolutionRow(RolloutGroup Group, IReadOnlyList<bool?> Labels);
