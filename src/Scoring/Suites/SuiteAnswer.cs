namespace Rlar.Scoring.Suites;

/// <summary>One answer of a suite's row.</summary>
/// <param name="Text">The answer.</param>
/// <param name="IsRight">Whether the suite prefers it, or holds it for right.</param>
/// <param name="Style">Its place among the answers of its side where these differ in style (RM-Bench: 0 concise, 1 detailed, 2 with markup); else 0.</param>
public readonly record struct SuiteAnswer(string Text, bool IsRight, int Style = 0);
