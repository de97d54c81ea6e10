using System.Runtime.CompilerServices;
using Rlar.Agents.Scouting.Cards;
using Rlar.Inference;
using Rlar.Inference.Catalog;

namespace Rlar.Agents.Scouting.Sources;

/// <summary>
/// The catalogue's models: those that are here with their shape, the others by what the catalogue says. Its own entries are no strangers' text, a user's
/// may be.
/// </summary>
/// <param name="cache">The catalogue and what was pulled.</param>
public sealed class CatalogueSource(ModelCache cache) : IModelSource
{
    /// <inheritdoc/>
    public ModelSourceKind Kind => ModelSourceKind.Catalogue;

    /// <inheritdoc/>
    public string Place => cache.Folder;

    /// <inheritdoc/>
    public bool UsesNetwork => false;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelCandidate> FindAsync(ScoutTask task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var entry in cache.Catalog.Entries.Where(entry => entry.Files.Any(file => IsModel(file.Name))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Of(entry);
        }
    }

    /// <inheritdoc/>
    public Task<ModelCandidate> FetchAsync(ModelCandidate candidate, long mostBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate.Path is not null
            ? Task.FromResult(candidate)
            : throw new ScoutException($"{candidate.Name} is not on this machine. Get it with: rlar models pull {candidate.Name}");
    }

    private ModelCandidate Of(CatalogEntry entry)
    {
        string? path = null;
        string? damage = null;
        try
        {
            path = entry.IsInPlace || cache.Find(entry.Name) is not null ? cache.Resolve(entry.Name).Path : null;
        }
        catch (InferenceException error)
        {
            damage = error.Message;
        }

        var whole = entry.Files.Where(file => IsModel(file.Name)).ToArray();
        return new ModelCandidate
        {
            Name = entry.Name,
            Source = Kind,
            Where = path ?? $"catalogue: {entry.Name}",
            Licence = entry.Licence,
            Bytes = path is null ? entry.Megabytes * 1_000_000L : new FileInfo(path).Length,
            Shape = damage is not null ? new ModelShape { Damage = damage } : path is null ? ModelShape.Unknown : LocalShapes.Of(path),
            Card = CardReader.OfListing(entry.Description, [], entry.Licence),
            Files = [.. whole.Select(file => new CandidateFile(file.Name, null, file.Sha256))],
            Path = path,
            Barrier = path is null && damage is null ? $"it is not on this machine; get it with: rlar models pull {entry.Name}" : null,
        };
    }

    private static bool IsModel(string name) =>
        name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
}
