namespace Rlar.Scoring.Comparison;

/// <summary>A completion of which two tools say different things.</summary>
/// <param name="Line">The row's line, from 1.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Completion">Its index in the row, from 0.</param>
/// <param name="Text">Its text.</param>
/// <param name="Reference">The row's first reference, or null.</param>
/// <param name="A">What the first said.</param>
/// <param name="B">What the second said.</param>
/// <param name="Size">How far apart the rewards are; 1 where only one has a reward.</param>
public sealed record Difference(
    long Line, string Id, int Completion, string Text, string? Reference, RewardOutcome A, RewardOutcome B, double Size);
