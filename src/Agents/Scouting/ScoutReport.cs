using Rlar.Agents.Drafts;

namespace Rlar.Agents.Scouting;

/// <summary>What a search found.</summary>
/// <param name="Task">The task.</param>
/// <param name="Candidates">
/// All that was looked at: those that were ranked in the order of their claims, then those that were refused, in the sources' order.
/// </param>
/// <param name="Chosen">The draft of the best measured model, for the gate; null where none passed.</param>
/// <param name="Why">Why this one, or why none, a sentence.</param>
/// <param name="Sources">What became of each source that could not be asked: its place, and why.</param>
/// <param name="Figures">The figures.</param>
public sealed record ScoutReport(
    ScoutTask Task,
    IReadOnlyList<ScoutedCandidate> Candidates,
    ToolDraft? Chosen,
    string Why,
    IReadOnlyList<KeyValuePair<string, string>> Sources,
    ScoutFigures Figures);
