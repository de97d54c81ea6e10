namespace Rlar.Inference.Catalog;

/// <summary>A model that is whole in the cache.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Entry">What it was pulled from.</param>
/// <param name="Files">Its files, in the entry's order.</param>
public sealed record PulledModel(string Folder, CatalogEntry Entry, IReadOnlyList<PulledFile> Files)
{
    /// <summary>The sum of its files' lengths.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>Where one of its files lies.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    public string PathOf(PulledFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return System.IO.Path.Combine(Folder, file.Name);
    }
}
