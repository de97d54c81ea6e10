namespace Rlar.Inference.Heads;

/// <summary>What a classifier is given: a text, or two that belong together.</summary>
/// <param name="Text">The text, or the first of two: the prompt, the question.</param>
/// <param name="Second">The second: the answer, the document. Null for one text.</param>
public readonly record struct TextPair(string Text, string? Second = null);
