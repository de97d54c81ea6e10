namespace Rlar.Inference.Models;

/// <summary>One file of a model.</summary>
/// <param name="Name">Its name in the model's folder.</param>
/// <param name="Sha256">The hash of the whole file in lower-case hexadecimal; null where none is known.</param>
/// <param name="Parts">What it is made of, in order.</param>
/// <param name="Conversion">What has to be done to it: "llama2c" for a llama2.c checkpoint; null for nothing.</param>
public sealed record CatalogFile(string Name, string? Sha256, IReadOnlyList<CatalogPart> Parts, string? Conversion = null);
