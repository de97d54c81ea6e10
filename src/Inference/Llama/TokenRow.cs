namespace Rlar.Inference.Llama;

/// <summary>Tokens of which the first are given and the others are to be judged.</summary>
/// <param name="Tokens">The ids, those of the prompt first.</param>
/// <param name="PromptLength">How many of them are the prompt: 1 to the number of tokens.</param>
public sealed record TokenRow(IReadOnlyList<int> Tokens, int PromptLength);
