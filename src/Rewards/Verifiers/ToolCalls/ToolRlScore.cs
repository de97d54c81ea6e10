namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>What ToolRL's correctness is made of.</summary>
/// <param name="Correctness">The correctness, between -max and max.</param>
/// <param name="Names">Overlap of the tools' names, between 0 and 1.</param>
/// <param name="ParameterNames">Sum over expected calls of the overlap of parameter names.</param>
/// <param name="ParameterValues">Number of parameters with the expected value.</param>
/// <param name="Possible">What the three would sum to for the expected calls.</param>
internal readonly record struct ToolRlScore(double Correctness, double Names, double ParameterNames, double ParameterValues, double Possible);
