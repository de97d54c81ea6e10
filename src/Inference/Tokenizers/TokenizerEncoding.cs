namespace Rlar.Inference.Tokenizers;

/// <summary>A text as tokens.</summary>
/// <param name="Ids">The ids.</param>
/// <param name="Offsets">For each id the code points of the original that it comes from; (0, 0) for one that the template added. Tokens that hold parts of
/// one character have that character's range each.</param>
public sealed record TokenizerEncoding(int[] Ids, TokenSpan[] Offsets);
