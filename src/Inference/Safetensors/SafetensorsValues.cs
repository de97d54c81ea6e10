namespace Rlar.Inference.Safetensors;

/// <summary>Gives the weights of a tensor piece by piece, rows first.</summary>
/// <param name="start">Which weight the piece starts with; the pieces of a tensor come in order, without gaps.</param>
/// <param name="values">The piece, to be filled.</param>
public delegate void SafetensorsValues(long start, Span<float> values);
