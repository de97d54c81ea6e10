namespace Rlar.Inference.Llama.Scoring;

/// <summary>Takes the logits after a token.</summary>
/// <param name="row">The row's index.</param>
/// <param name="position">The token's place in the row.</param>
/// <param name="logits">One for each token of the vocabulary; good during the call.</param>
internal delegate void OutputReader(int row, int position, ReadOnlySpan<float> logits);
