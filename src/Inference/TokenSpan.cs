namespace Rlar.Inference;

/// <summary>Where in the original text a token comes from, in code points.</summary>
/// <param name="Start">The first code point.</param>
/// <param name="End">The code point after the last.</param>
public readonly record struct TokenSpan(int Start, int End);
