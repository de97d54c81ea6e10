namespace Rlar.Agents.Scouting;

/// <summary>A candidate and what became of it.</summary>
/// <param name="Candidate">The model.</param>
/// <param name="Claim">How well it fits the task by what it claims.</param>
/// <param name="Verdict">How far it came.</param>
/// <param name="Why">The reason, a clause for a person.</param>
/// <param name="Rank">Its rank by claims among those that could be tried, from 1; 0 where it was refused before.</param>
/// <param name="Measure">What the probes say; null where it was not measured.</param>
public sealed record ScoutedCandidate(ModelCandidate Candidate, ClaimScore Claim, ScoutVerdict Verdict, string Why, int Rank = 0, ProbeMeasure? Measure = null);
