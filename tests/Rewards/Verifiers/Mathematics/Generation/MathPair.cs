namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

/// <summary>A gold answer and a completion, labelled by how the completion was made.</summary>
public sealed record MathPair(string Kind, string Rewrite, string Gold, string Answer, bool IsEqual);
