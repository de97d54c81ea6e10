namespace Rlar.Inference.Catalog;

/// <summary>One file of a model in the cache.</summary>
/// <param name="Name">Its path within the model's folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash in lower-case hexadecimal, computed when it was written.</param>
public sealed record PulledFile(string Name, long Bytes, string Sha256);
