namespace Rlar.Agents.Authoring;

/// <summary>A meaning that a phrase of a description can have.</summary>
/// <param name="Name">The sort: "unit", "neg", "fill" …</param>
/// <param name="Value">Which of the sort: "word", "min"; "" where there is but one.</param>
internal readonly record struct Meaning(string Name, string Value);
