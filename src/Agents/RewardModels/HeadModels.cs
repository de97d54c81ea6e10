using System.Collections.Concurrent;
using System.Security.Cryptography;
using Rlar.Agents.Models;
using Rlar.Inference;
using Rlar.Inference.Models;

namespace Rlar.Agents.RewardModels;

/// <summary>The models with heads of this machine, by name, file or folder, over one shelf.</summary>
/// <param name="cache">Where names are looked up.</param>
/// <param name="shelf">Keeps what is loaded; whoever made it frees it.</param>
public sealed class HeadModels(ModelCache cache, ModelShelf shelf)
{
    private readonly ConcurrentDictionary<(string Path, long Bytes, DateTime Written), string> _hashes = new();

    /// <summary>A model. Its file is hashed and its head looked at; it is not loaded.</summary>
    /// <param name="nameOrPath">A name of the catalogue, a file, or a folder with one model.</param>
    /// <param name="head">What it has to give.</param>
    /// <exception cref="ToolException">There is no such model here, or it gives something else; the message says what to do.</exception>
    public HeadModel Find(string nameOrPath, ModelHead head)
    {
        try
        {
            var files = cache.Resolve(nameOrPath);
            var found = HeadOf(files);
            // Any model that continues text has states that can be pooled.
            if (found != head && !(head == ModelHead.Embedding && found == ModelHead.Text && files.Kind == ModelFileKind.Gguf))
                throw new ToolException($"{nameOrPath}: its head is {found.ToString().ToLowerInvariant()}, and {head.ToString().ToLowerInvariant()} is needed. 'rlar models show' says what a model is.");
            var file = new FileInfo(files.Path);
            return new HeadModel(nameOrPath, files, _hashes.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), key => Hash(key.Path)), shelf);
        }
        catch (InferenceException error)
        {
            throw new ToolException(error.Message, error);
        }
    }

    private static ModelHead HeadOf(ModelFiles files) => files.Kind == ModelFileKind.Gguf
        ? ModelHeads.Of(GgufFile.Read(files.Path))
        : ModelHeads.Of([.. OnnxFile.Read(files.Path).Outputs.Select(output => output.Name)], ModelConfig.Beside(files.Path));

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
