using System.Text.Json;

namespace Rlar.Inference.Catalog;

/// <summary>
/// The folder of the models that were pulled, each in a folder of its own with a manifest that is there only when the model is whole; and the
/// way from what a user types to a model's files. A user's own <c>catalog.json</c> in it is read, too.
/// </summary>
public sealed class ModelCache
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "RLAR_MODELS";

    /// <summary>The file that says that a model is whole.</summary>
    internal const string ManifestName = ".rlar-model.json";

    /// <summary>The user's own catalogue in the folder.</summary>
    internal const string CatalogName = "catalog.json";

    /// <summary>Where pulls keep what is not whole yet; hidden, so that it is no model's name.</summary>
    internal const string WorkFolder = ".pull";

    // Null for the built-in catalogue alone, which is read when it is first asked for: most runs use no model.
    private readonly ModelCatalog? _catalog;

    private ModelCache(string folder, ModelCatalog? catalog) => (Folder, _catalog) = (folder, catalog);

    /// <summary>The folder; it need not exist.</summary>
    public string Folder { get; }

    /// <summary>The models that can be pulled into it: the built-in ones, those of catalog.json in the folder, those of the file that was given.</summary>
    public ModelCatalog Catalog => _catalog ?? ModelCatalog.BuiltIn;

    /// <summary>Opens a cache; nothing is created.</summary>
    /// <param name="folder">The folder; null for that of RLAR_MODELS, else rlar/models in XDG_CACHE_HOME, else in ~/.cache.</param>
    /// <param name="catalogFile">A catalogue to add; null for none.</param>
    /// <exception cref="InferenceException">A catalogue cannot be read or has another form.</exception>
    public static ModelCache Open(string? folder = null, string? catalogFile = null)
    {
        var place = System.IO.Path.GetFullPath(folder is { Length: > 0 } ? folder : DefaultFolder());
        ModelCatalog? catalog = null;
        foreach (var file in (string?[])[System.IO.Path.Combine(place, CatalogName), catalogFile])
        {
            if (file is not null && (file == catalogFile || File.Exists(file)))
                catalog = (catalog ?? ModelCatalog.BuiltIn).WithFile(file);
        }

        return new ModelCache(place, catalog);
    }

    /// <summary>The model of a name, if it is whole in the cache.</summary>
    /// <param name="name">The name in the catalogue it was pulled from.</param>
    /// <exception cref="InferenceException">Its manifest is damaged.</exception>
    public PulledModel? Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!ModelCatalog.IsPlainName(name))
            return null;
        var folder = FolderOf(name);
        var manifest = System.IO.Path.Combine(folder, ManifestName);
        if (!File.Exists(manifest))
            return null;
        try
        {
            var read = JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(manifest), ModelCatalog.Format);
            return read is null ? null : new PulledModel(folder, read.Entry, read.Files);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InferenceException(
                $"{manifest}: cannot be read: {error.Message.TrimEnd('.')}. Remove the model (rlar models remove {name}) and pull it again.",
                error);
        }
    }

    /// <summary>The models that are whole in the cache, by name.</summary>
    public IReadOnlyList<PulledModel> All() => !Directory.Exists(Folder)
        ? []
        : [.. Directory.EnumerateDirectories(Folder)
            .Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)
            .Select(Find).OfType<PulledModel>()];

    /// <summary>
    /// The files of a model. A path that exists comes first: a .gguf or .onnx file, or a folder with exactly one; then the names of models that
    /// were pulled; then those of the catalogue whose files lie on this machine already.
    /// </summary>
    /// <param name="nameOrPath">What the user typed.</param>
    /// <exception cref="InferenceException">There is no such model here; the message says what to do.</exception>
    public ModelFiles Resolve(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrPath);
        if (File.Exists(nameOrPath))
            return ModelFiles.OfFile(nameOrPath);
        if (Directory.Exists(nameOrPath))
            return ModelFiles.OfFolder(nameOrPath);
        if (Find(nameOrPath) is { } pulled)
            return Main(pulled.Entry, [.. pulled.Files.Select(pulled.PathOf)]);
        if (Catalog.Find(nameOrPath) is { } entry)
        {
            return entry.IsInPlace
                ? Main(entry, [.. entry.Files.Select(file => file.Parts[0].File)])
                : throw new InferenceException(
                    $"{nameOrPath}: is not on this machine yet. Get it with: "
                    + $"rlar models pull {nameOrPath} ({entry.Megabytes} MB, into {Folder})");
        }

        var isPath = nameOrPath.Contains('/', StringComparison.Ordinal)
            || System.IO.Path.HasExtension(nameOrPath)
                && (nameOrPath.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)
                    || nameOrPath.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase));
        throw new InferenceException(isPath ? $"{nameOrPath}: there is no such file or folder." : Catalog.Unknown(nameOrPath));
    }

    /// <summary>Removes a model.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InferenceException">It cannot be removed.</exception>
    public bool Remove(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!ModelCatalog.IsPlainName(name) || !File.Exists(System.IO.Path.Combine(FolderOf(name), ManifestName)))
            return false;
        MoveAway(name);
        return true;
    }

    /// <summary>Takes a model out of the cache, if it is cached: in one move, so that no half of one is ever seen.</summary>
    internal void MoveAway(string name)
    {
        if (!Directory.Exists(FolderOf(name)))
            return;
        // A folder of this name is left where an earlier removal was interrupted.
        var aside = System.IO.Path.Combine(Folder, WorkFolder, name + ".removed");
        try
        {
            _ = Directory.CreateDirectory(System.IO.Path.Combine(Folder, WorkFolder));
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
            Directory.Move(FolderOf(name), aside);
            Directory.Delete(aside, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{FolderOf(name)}: cannot be removed: {error.Message}", error);
        }
    }

    /// <summary>The folder of a model.</summary>
    internal string FolderOf(string name) => System.IO.Path.Combine(Folder, name);

    private static string DefaultFolder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return given;
        // A relative XDG_CACHE_HOME is to be ignored, says the specification.
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } place && System.IO.Path.IsPathRooted(place)
            ? place
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return System.IO.Path.Combine(cache, "rlar", "models");
    }

    private static ModelFiles Main(CatalogEntry entry, IReadOnlyList<string> paths)
    {
        var main = paths
            .Where(path => path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)
                || path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (main.Count != 1)
            throw new InferenceException(
                $"{entry.Name}: holds {(main.Count == 0 ? "no model" : "several models")}; name one of its files: "
                + $"{string.Join(", ", paths)}.");
        return ModelFiles.OfFile(main[0]) with
        {
            TokenizerJson = Named("tokenizer.json"),
            VocabTxt = Named("vocab.txt"),
            ConfigJson = Named("config.json"),
            Entry = entry,
        };

        string? Named(string name) => paths.FirstOrDefault(path => System.IO.Path.GetFileName(path) == name);
    }

    /// <summary>What the manifest holds.</summary>
    internal sealed record Manifest(CatalogEntry Entry, IReadOnlyList<PulledFile> Files);
}
