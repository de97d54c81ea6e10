namespace Rlar.Agents.Evolution;

/// <summary>What came of asking one author.</summary>
/// <param name="Author">The author.</param>
/// <param name="Outcome">How far it came.</param>
/// <param name="Why">The reason, in a sentence.</param>
/// <param name="Tool">The draft's id; null without one.</param>
/// <param name="Hash">The draft's hash; null without one.</param>
/// <param name="Content">The draft's content, at most 2,000 characters of it; null without one.</param>
/// <param name="Example">The completion on which the gate refused it; null for none.</param>
/// <param name="Findings">What the critic suspected.</param>
public sealed record EvolutionAttempt(
    string Author, AttemptOutcome Outcome, string Why, string? Tool, string? Hash, string? Content, string? Example, IReadOnlyList<string> Findings);
