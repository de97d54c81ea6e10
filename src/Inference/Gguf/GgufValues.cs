namespace Rlar.Inference.Gguf;

/// <summary>Gives the weights of a tensor piece by piece, in the order of the file: the first dimension runs fastest.</summary>
/// <param name="start">Which weight the piece starts with; the pieces of a tensor come in order, without gaps.</param>
/// <param name="values">The piece, to be filled.</param>
public delegate void GgufValues(long start, Span<float> values);
