using System.Collections.Concurrent;
using System.Security.Cryptography;
using Rlar.Inference;
using Rlar.Inference.Catalog;
using Rlar.Inference.Gguf;
using Rlar.Inference.Heads;
using Rlar.Inference.Onnx;
using Rlar.Inference.Remote;

namespace Rlar.Rewards.Models;

/// <summary>The models of this machine, by name, file or folder, over one shelf.</summary>
/// <param name="cache">Where names are looked up.</param>
/// <param name="shelf">Keeps what is loaded; whoever made it frees it.</param>
public sealed class LocalModels(ModelCache cache, ModelShelf shelf)
{
    /// <summary>The tokenizers' files that the user named, by model; that of "" is for all others. Default none.</summary>
    public IReadOnlyDictionary<string, string> Tokenizers { get; init; } = new Dictionary<string, string>();

    private readonly ConcurrentDictionary<(string Path, long Bytes, DateTime Written), string> _hashes = new();

    /// <summary>The names of the pulled models with a head, by name.</summary>
    /// <param name="head">What they give.</param>
    public IReadOnlyList<string> Names(ModelHead head) =>
        [.. cache.All().Select(pulled => pulled.Entry.Name).Where(name => Gives(name, head))];

    /// <summary>Whether a model was pulled.</summary>
    /// <param name="name">Its name in the catalogue.</param>
    public bool Holds(string name) => cache.Find(name) is not null;

    /// <summary>A model. Its head is looked at; it is not loaded.</summary>
    /// <param name="nameOrPath">A name of the catalogue, a file, or a folder with one model.</param>
    /// <exception cref="ToolException">There is no such model here; the message says what to do.</exception>
    public LocalModel Find(string nameOrPath)
    {
        if (RemoteModel.IsAddress(nameOrPath))
            throw new ToolException(
                $"{nameOrPath}: a model's file on this machine is needed here. An address can only be a judge: "
                + $"--model {nameOrPath} makes the tools judge and judge/NAME.");
        try
        {
            var files = cache.Resolve(nameOrPath) with { GivenTokenizer = Tokenizers.GetValueOrDefault(nameOrPath) ?? Tokenizers.GetValueOrDefault("") };
            return new LocalModel(nameOrPath, files, HeadOf(files), HashOf(nameOrPath, files), shelf)
            {
                TokenizerHash = files.Kind == ModelFileKind.Gguf && (files.GivenTokenizer ?? files.TokenizerJson) is { } tokenizer ? HashOf(tokenizer) : null,
            };
        }
        catch (InferenceException error)
        {
            throw new ToolException(error.Message, error);
        }
    }

    /// <summary>A model that gives what is needed.</summary>
    /// <param name="nameOrPath">A name of the catalogue, a file, or a folder with one model.</param>
    /// <param name="head">What it has to give.</param>
    /// <exception cref="ToolException">There is no such model here, or it gives something else; the message says what to do.</exception>
    public LocalModel Find(string nameOrPath, ModelHead head)
    {
        var model = Find(nameOrPath);
        // Any model that continues text has states that can be pooled.
        var fits = model.Head == head || (head == ModelHead.Embedding && model.Head == ModelHead.Text && model.Files.Kind == ModelFileKind.Gguf);
        return fits
            ? model
            : throw new ToolException(
                $"{nameOrPath}: its head is {Written(model.Head)}, and {Written(head)} is needed. "
                + "'rlar models show' says what a model is.");
    }

    private bool Gives(string name, ModelHead head)
    {
        try
        {
            return HeadOf(cache.Resolve(name)) == head;
        }
        catch (InferenceException)
        {
            // Tokenizers can be pulled, too; and what is wrong with a model is told to whoever asks for it, not to all.
            return false;
        }
    }

    private static string Written(ModelHead head) => head.ToString().ToLowerInvariant();

    private static ModelHead HeadOf(ModelFiles files) => files.Kind == ModelFileKind.Gguf
        ? ModelHeads.Of(GgufFile.Read(files.Path))
        : ModelHeads.Of([.. OnnxFile.Read(files.Path).Outputs.Select(output => output.Name)], ModelConfig.Beside(files.Path));

    // What was pulled was hashed then.
    private string HashOf(string name, ModelFiles files)
    {
        if (cache.Find(name) is { } pulled && pulled.Files.FirstOrDefault(part => pulled.PathOf(part) == files.Path) is { } known)
            return known.Sha256;
        return HashOf(files.Path);
    }

    private string HashOf(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new ToolException($"{path}: there is no such file.");
        return _hashes.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), key => Hash(key.Path));
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
