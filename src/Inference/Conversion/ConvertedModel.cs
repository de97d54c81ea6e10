namespace Rlar.Inference.Conversion;

/// <summary>What a conversion did.</summary>
/// <param name="Architecture">GGUF's name of the architecture.</param>
/// <param name="Weights">How many weights were written.</param>
/// <param name="Warnings">What could not be said in GGUF and may give other tokens, in a sentence each; empty where nothing is known.</param>
public sealed record ConvertedModel(string Architecture, long Weights, IReadOnlyList<string> Warnings);
