using Rlar.Inference;
using Rlar.Inference.Catalog;
using Rlar.Inference.Llama;
using Rlar.Inference.Tokenizers;

namespace Rlar.Host.Reporting;

/// <summary>Where the ids of the texts come from that a GGUF model is given.</summary>
/// <param name="Source">The tokenizer's file, or the engine's tokenizer.</param>
/// <param name="Warnings">What is known to be wrong with them.</param>
internal sealed record TextIds(string Source, IReadOnlyList<string> Warnings)
{
    /// <summary>Those of a model; null for one that has no tokenizer of the engine's. Its vocabulary is loaded, and no weights.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="InferenceException">The tokenizer's file that was asked for cannot be read, or has another vocabulary.</exception>
    internal static TextIds? Of(ModelFiles model, CancellationToken cancellationToken)
    {
        if (model.Kind != ModelFileKind.Gguf)
        {
            // That of an ONNX model has no other vocabulary to be held against.
            _ = model.GivenTokenizer is { } given ? Tokenizer.Load(given) : null;
            return null;
        }

        try
        {
            var (source, warnings) = LlamaModel.TextIds(model.Path, model.GivenTokenizer, cancellationToken);
            return source is null && warnings is null ? null : new TextIds(source ?? "the engine's tokenizer", warnings ?? []);
        }
        catch (InferenceException error) when (model.GivenTokenizer is null)
        {
            return new TextIds($"not known: {error.Message}", []);
        }
    }
}
