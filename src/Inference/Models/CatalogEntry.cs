namespace Rlar.Inference.Models;

/// <summary>A model that can be had.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Description">What it is, in a sentence.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Megabytes">How much is downloaded, in millions of bytes.</param>
/// <param name="Files">Its files.</param>
public sealed record CatalogEntry(string Name, string Description, string Licence, int Megabytes, IReadOnlyList<CatalogFile> Files);
