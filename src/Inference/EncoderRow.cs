namespace Rlar.Inference;

/// <summary>A text or a pair of texts as an encoder takes it.</summary>
/// <param name="Ids">The tokens, the template's among them.</param>
/// <param name="Types">Of which text each token is, 0 or 1; null where all are 0.</param>
/// <param name="Cut">How many tokens of the texts are left out because the row would be too long.</param>
internal sealed record EncoderRow(int[] Ids, int[]? Types, int Cut);
