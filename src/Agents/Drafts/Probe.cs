namespace Rlar.Agents.Drafts;

/// <summary>One completion whose verdict is known: what a tool must call right, or must not.</summary>
/// <param name="Query">What was asked, with the references and metadata that a tool may read.</param>
/// <param name="Completion">The whole completion.</param>
/// <param name="IsRight">Whether a tool must score it high.</param>
public sealed record Probe(Query Query, string Completion, bool IsRight)
{
    /// <summary>Where it comes from: "own" for the author's, "labelled" for a row of the user's, "near-miss" and the like for what was generated.</summary>
    public string Source { get; init; } = "own";
}
