using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Rlar.Agents.Scouting.Sources;

/// <summary>The models of a folder and its folders: GGUF and ONNX files, and folders with a config.json whose weights do not run here.</summary>
/// <param name="folder">The folder.</param>
public sealed class FolderSource(string folder) : IModelSource
{
    /// <inheritdoc/>
    public ModelSourceKind Kind => ModelSourceKind.Folder;

    /// <inheritdoc/>
    public string Place { get; } = Path.GetFullPath(folder);

    /// <inheritdoc/>
    public bool UsesNetwork => false;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelCandidate> FindAsync(ScoutTask task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Place))
            throw new ScoutException($"{Place}: there is no such folder.");
        await Task.CompletedTask;
        var all = FolderWalk.Files(Place);
        var files = all.Where(file => Ends(file, ".gguf") || Ends(file, ".onnx"))
            .Where(file => new FileInfo(file).Length > 0) // A pipe has no length either, and reading one never ends.
            .ToArray();
        var runnable = files.Select(file => Path.GetDirectoryName(file)!).SelectMany(place => (string?[])[place, Path.GetDirectoryName(place)]).ToHashSet();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return OfFile(file);
        }

        foreach (var config in all.Where(file => Path.GetFileName(file).Equals("config.json", StringComparison.OrdinalIgnoreCase)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = Path.GetDirectoryName(config)!;
            if (!runnable.Contains(place) && Weights(place) is { } weights)
                yield return OfWeights(place, config, weights);
        }
    }

    /// <inheritdoc/>
    public Task<ModelCandidate> FetchAsync(ModelCandidate candidate, long mostBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return Task.FromResult(candidate);
    }

    private static bool Ends(string file, string extension) => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private ModelCandidate OfFile(string file)
    {
        var card = LocalCards.Beside(Path.GetDirectoryName(file)!);
        var bytes = new FileInfo(file).Length;
        return new ModelCandidate
        {
            Name = Path.GetRelativePath(Place, file).Replace('\\', '/'),
            Source = Kind,
            Where = file,
            Licence = card.Licence,
            Bytes = bytes,
            Shape = LocalShapes.Of(file),
            Card = card,
            Files = [new CandidateFile(Path.GetFileName(file), bytes)],
            Path = file,
        };
    }

    private ModelCandidate OfWeights(string place, string config, string format)
    {
        var card = LocalCards.Beside(place);
        return new ModelCandidate
        {
            Name = Path.GetRelativePath(Place, place).Replace('\\', '/'),
            Source = Kind,
            Where = place,
            Licence = card.Licence,
            Shape = ShapeOf(config, format),
            Card = card,
        };
    }

    private static ModelShape ShapeOf(string config, string format)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(config), new JsonDocumentOptions { MaxDepth = 64 });
            return LocalShapes.OfConfig(document.RootElement, format);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return new ModelShape { Format = format, Damage = $"its config.json cannot be read: {error.Message.TrimEnd('.')}" };
        }
    }

    private static string? Weights(string place) =>
        Directory.EnumerateFiles(place, "*.safetensors").Any() ? "safetensors"
        : Directory.EnumerateFiles(place, "*.bin").Any() ? "pytorch"
        : null;
}
