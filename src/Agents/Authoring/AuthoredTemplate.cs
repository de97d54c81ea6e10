using Rlar.Agents.Drafts;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>What came of a description: a draft, or the reason why there is none.</summary>
/// <param name="Description">The description.</param>
/// <param name="Draft">The draft, whose probes are the near misses that it was held against; null where it was refused.</param>
/// <param name="Expression">What the draft checks; null where it was refused.</param>
/// <param name="NearMisses">Answers beside the border, each with whether a right verifier accepts it; empty where it was refused.</param>
/// <param name="Candidates">All that the description was taken to mean, as JSON, the chosen one first.</param>
/// <param name="Why">How it was read, or why it was refused, in one sentence.</param>
public sealed record AuthoredTemplate(
    string Description,
    ToolDraft? Draft,
    TemplateExpression? Expression,
    IReadOnlyList<Probe> NearMisses,
    IReadOnlyList<string> Candidates,
    string Why)
{
    /// <summary>Whether there is no draft.</summary>
    public bool IsRefused => Draft is null;
}
