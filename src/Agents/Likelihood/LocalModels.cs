using System.Collections.Concurrent;
using System.Security.Cryptography;
using Rlar.Agents.Models;
using Rlar.Inference;
using Rlar.Inference.Models;

namespace Rlar.Agents.Likelihood;

/// <summary>The language models of this machine, by name, file or folder, over one shelf.</summary>
/// <param name="cache">Where names are looked up.</param>
/// <param name="shelf">Keeps what is loaded; whoever made it frees it.</param>
public sealed class LocalModels(ModelCache cache, ModelShelf shelf)
{
    private readonly ConcurrentDictionary<(string Path, long Bytes, DateTime Written), string> _hashes = new();

    /// <summary>The names of the models here that continue text, by name.</summary>
    public IReadOnlyList<string> Names => [.. cache.All().Where(pulled => Continues(pulled.Entry.Name)).Select(pulled => pulled.Entry.Name)];

    /// <summary>A model. Its file is hashed, not loaded.</summary>
    /// <param name="nameOrPath">A name of the catalogue, a GGUF file, or a folder with one.</param>
    /// <exception cref="ToolException">There is no such model here, or it is not GGUF; the message says what to do.</exception>
    public LocalModel Find(string nameOrPath)
    {
        try
        {
            var files = cache.Resolve(nameOrPath);
            if (files.Kind != ModelFileKind.Gguf)
                throw new ToolException($"{files.Path}: is {files.Kind}, and a model that continues text has to be GGUF.");
            var file = new FileInfo(files.Path);
            if (cache.Find(nameOrPath) is { } pulled && pulled.Files.FirstOrDefault(part => pulled.PathOf(part) == files.Path) is { } known)
                return new LocalModel(nameOrPath, files.Path, known.Sha256, shelf);
            return new LocalModel(nameOrPath, files.Path, _hashes.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), key => Hash(key.Path)), shelf);
        }
        catch (InferenceException error)
        {
            throw new ToolException(error.Message, error);
        }
    }

    private bool Continues(string name)
    {
        var files = cache.Resolve(name);
        return files.Kind == ModelFileKind.Gguf && ModelSummary.Read(files.Path).Head == ModelHead.Text;
    }

    private static string Hash(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{path}: cannot be read: {error.Message}", error);
        }
    }
}
