namespace Rlar.Agents.Scouting;

/// <summary>What a tool said of a labelled completion.</summary>
/// <param name="Query">The query's id: pairs are made within a query.</param>
/// <param name="Reward">The value as a reward, 0.0 to 1.0.</param>
/// <param name="Length">The completion's length in characters.</param>
/// <param name="IsRight">Its label.</param>
public readonly record struct JudgedProbe(string Query, double Reward, int Length, bool IsRight);
