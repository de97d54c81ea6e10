namespace Rlar.Inference.Models;

/// <summary>Where bytes of a model's file come from: a file, or a part of one, in an npm package.</summary>
/// <param name="Package">The package's name.</param>
/// <param name="Version">Its exact version.</param>
/// <param name="File">The path in the package.</param>
/// <param name="Offset">Where the bytes start. Default 0.</param>
/// <param name="Length">How many they are; null for all from there on.</param>
public sealed record CatalogPart(string Package, string Version, string File, long Offset = 0, long? Length = null);
