using System.Text.Json.Serialization;

namespace Rlar.Inference.Catalog;

/// <summary>Where bytes of a model's file come from: a file, or a part of one, in an npm package or on this machine.</summary>
/// <param name="File">The path in the package; without a package a path on this machine, from the catalogue's folder on.</param>
/// <param name="Package">The npm package's name; null for a file of this machine.</param>
/// <param name="Version">The package's exact version; null for a file of this machine.</param>
/// <param name="Offset">Where the bytes start. Default 0.</param>
/// <param name="Length">How many they are; null for all from there on.</param>
public sealed record CatalogPart(string File, string? Package = null, string? Version = null, long Offset = 0, long? Length = null)
{
    /// <summary>Whether it is a whole file of this machine.</summary>
    [JsonIgnore]
    internal bool IsWholeLocalFile => Package is null && Offset == 0 && Length is null;
}
