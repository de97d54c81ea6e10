namespace Rlar.Agents.Gate.Mutations;

/// <summary>A text that the gate made of what it knows, to try a draft with.</summary>
/// <param name="Query">What was asked; a changed query where the kind says so.</param>
/// <param name="Completion">The text.</param>
/// <param name="Kind">How it was made, for a person.</param>
/// <param name="IsRight">False where it is certainly wrong, true where it is certainly right, null where the making alone does not say.</param>
internal sealed record Variant(Query Query, string Completion, string Kind, bool? IsRight);
