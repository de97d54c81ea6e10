namespace Rlar.Rewards.Verifiers.Code;

/// <summary>The result of one test.</summary>
/// <param name="Name">The test as text, shortened, or its name.</param>
/// <param name="IsPassed">Whether it holds.</param>
/// <param name="Message">Why not, or null.</param>
internal sealed record TestResult(string Name, bool IsPassed, string? Message = null);
