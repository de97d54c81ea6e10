using Rlar.Agents.Drafts;

namespace Rlar.Agents.Authoring;

/// <summary>What came of an attempt to have a script written.</summary>
/// <param name="Draft">The draft; null where it was refused.</param>
/// <param name="Refusal">Why the last script was refused; null where there is a draft.</param>
/// <param name="Transcript">All that was said.</param>
public sealed record ScriptAuthoring(ToolDraft? Draft, string? Refusal, IReadOnlyList<AuthorTurn> Transcript);
