namespace Rlar.Agents.Classification;

/// <summary>The features of a prompt that are not 0.</summary>
/// <param name="Indices">Ascending, each once.</param>
/// <param name="Values">One an index.</param>
internal sealed record SparseVector(int[] Indices, float[] Values);
