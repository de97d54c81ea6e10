using Rlar.Inference.Heads;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Pooled;
using Rlar.Inference.Onnx;
using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Catalog;

/// <summary>Loads models with heads, whichever format they have.</summary>
public static class TextModels
{
    /// <summary>Loads a classifier, reward model or reranker.</summary>
    /// <param name="model">Its files.</param>
    /// <param name="threads">Threads that compute, at least 1.</param>
    /// <param name="labels">The labels, where no file names them; null for none.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="InferenceException">It cannot be loaded, or has no classification head.</exception>
    public static ITextClassifier LoadClassifier(ModelFiles model, int threads, IReadOnlyList<string>? labels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Kind == ModelFileKind.Gguf)
            return Owning(model, loaded => new LlamaClassifier(loaded, new LlamaPooledOptions { Threads = threads }, ownsModel: true), cancellationToken);
        return Over(model, threads, (encoder, tokenizer) => new SequenceClassifier(encoder, tokenizer, labels: labels));
    }

    /// <summary>Loads a model of vectors.</summary>
    /// <param name="model">Its files.</param>
    /// <param name="threads">Threads that compute, at least 1.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="InferenceException">It cannot be loaded, or gives no vectors.</exception>
    public static ITextEmbedder LoadEmbedder(ModelFiles model, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Kind == ModelFileKind.Gguf)
            return Owning(model, loaded => new LlamaEmbedder(loaded, new LlamaPooledOptions { Threads = threads }, ownsModel: true), cancellationToken);
        return Over(model, threads, (encoder, tokenizer) => new SentenceEmbedder(encoder, tokenizer));
    }

    private static T Owning<T>(ModelFiles model, Func<LlamaModel, T> make, CancellationToken cancellationToken)
    {
        var loaded = LlamaModel.Load(model.Path, new LlamaModelOptions { TokenizerFile = model.GivenTokenizer }, null, cancellationToken);
        try
        {
            return make(loaded);
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    private static T Over<T>(ModelFiles model, int threads, Func<OnnxEncoder, Tokenizer, T> make)
    {
        if (model.Tokenizer is not { } file)
            throw new InferenceException(
                $"{model.Path}: has no tokenizer.json and no vocab.txt beside it, so no text can be given to it. Put its tokenizer there.");
        var tokenizer = Tokenizer.Load(file);
        var encoder = OnnxEncoder.Load(model.Path, new OnnxModelOptions { Threads = threads });
        try
        {
            return make(encoder, tokenizer);
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }
}
