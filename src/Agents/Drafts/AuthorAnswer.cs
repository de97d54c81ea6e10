namespace Rlar.Agents.Drafts;

/// <summary>What came of a request.</summary>
/// <param name="Draft">The draft; null where there is none.</param>
/// <param name="Why">How it was written, or why it was refused, in a sentence.</param>
public sealed record AuthorAnswer(ToolDraft? Draft, string Why);
