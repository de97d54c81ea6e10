using Rlar.Agents.Drafts;

namespace Rlar.Agents.Critique;

/// <summary>One suspicion about a written verifier. It never speaks for the verifier: it refuses it, or gives the gate more to try it with.</summary>
/// <param name="Kind">What is suspected, in kebab case: "keywords", "ignores-completion" and so on.</param>
/// <param name="Refuses">Whether the draft is refused for it, without asking the gate.</param>
/// <param name="Why">What was seen, in a sentence.</param>
public sealed record CritiqueFinding(string Kind, bool Refuses, string Why)
{
    /// <summary>Completions that the verifier must score low if the suspicion is unfounded. Default: none.</summary>
    public IReadOnlyList<Probe> Probes { get; init; } = [];
}
