namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

/// <summary>One way of writing an answer, right or wrong.</summary>
internal sealed record Candidate(string Rewrite, string Text, Shape Shape, bool IsEqual);
