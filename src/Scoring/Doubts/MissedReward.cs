namespace Rlar.Scoring.Doubts;

/// <summary>A reason for which completions have no reward.</summary>
/// <param name="Status">"unscorable" or "failed".</param>
/// <param name="Reason">The reason, as the first completion has it.</param>
/// <param name="Completions">How many have it; reasons that differ in numbers and quoted texts alone are one.</param>
/// <param name="Line">The first one's line.</param>
/// <param name="Id">The first one's row.</param>
public sealed record MissedReward(string Status, string Reason, long Completions, long Line, string Id);
