using Rlar.Inference;
using Rlar.Inference.Catalog;
using Rlar.Inference.Heads;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Native;

namespace Rlar.Rewards.Models;

/// <summary>A model on this machine, loaded when first needed and kept on a shelf.</summary>
/// <param name="Name">As the user named it.</param>
/// <param name="Files">Its files.</param>
/// <param name="Head">What it gives.</param>
/// <param name="Hash">SHA-256 of its main file, lower-case hexadecimal.</param>
/// <param name="Shelf">Where it is kept.</param>
public sealed record LocalModel(string Name, ModelFiles Files, ModelHead Head, string Hash, ModelShelf Shelf)
{
    /// <summary>
    /// What decides the model's numbers, as a part of a tool's version: the hashes of its file and of its tokenizer's, and the engine's release with the
    /// kind of processor that its kernels are for, since each rounds otherwise.
    /// </summary>
    public string Identity => Files.Kind == ModelFileKind.Onnx
        ? $"{Hash} onnxruntime {OnnxLibrary.Identity}"
        : $"{Hash} llama.cpp {LlamaLibrary.Identity}{(TokenizerHash is { } tokenizer ? $" tokenizer {tokenizer}" : "")}";

    /// <summary>SHA-256 of the tokenizer.json that gives a GGUF model's ids of texts, lower-case hexadecimal; null where there is none. Default null.</summary>
    public string? TokenizerHash { get; init; }

    /// <summary>The language model, loaded once.</summary>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="InferenceException">The file cannot be loaded.</exception>
    public ValueTask<LlamaModel> LlamaAsync(CancellationToken cancellationToken) =>
        Shelf.GetAsync($"llama {Files.Path}", LoadAsync, cancellationToken);

    /// <summary>Tells the users of the shelf where conversations are not written as the model's own file has it.</summary>
    /// <param name="template">How they are written; null for plain text.</param>
    public void Note(ChatTemplate? template)
    {
        if (template?.Difference is not null)
            Shelf.Tell($"{Files.Path}: conversations are written by the template {template.Name}");
    }

    /// <summary>The classifier, loaded once for all that ask with the same labels.</summary>
    /// <param name="labels">The labels, where no file names them; null for none.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="InferenceException">The model cannot be loaded, or has no classification head.</exception>
    public ValueTask<ITextClassifier> ClassifierAsync(IReadOnlyList<string>? labels, CancellationToken cancellationToken) =>
        Shelf.GetAsync(
            $"classifier {Files.Path} {string.Join('\n', labels ?? [])}",
            stop => Task.FromResult(TextModels.LoadClassifier(Files, Shelf.Threads, labels, stop)),
            cancellationToken);

    /// <summary>The model of vectors, loaded once.</summary>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="InferenceException">The model cannot be loaded, or gives no vectors.</exception>
    public ValueTask<ITextEmbedder> EmbedderAsync(CancellationToken cancellationToken) =>
        Shelf.GetAsync($"embedder {Files.Path}", stop => Task.FromResult(TextModels.LoadEmbedder(Files, Shelf.Threads, stop)), cancellationToken);

    private async Task<LlamaModel> LoadAsync(CancellationToken cancellationToken)
    {
        var model = await LlamaModel.LoadAsync(Files.Path, new LlamaModelOptions { TokenizerFile = Files.GivenTokenizer }, null, cancellationToken);
        foreach (var warning in model.Vocabulary.Warnings(SpecialTokens.Recognise))
            Shelf.Tell(warning);
        return model;
    }
}
