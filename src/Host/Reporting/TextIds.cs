using Rlar.Inference;
using Rlar.Inference.Catalog;
using Rlar.Inference.Llama;

namespace Rlar.Host.Reporting;

/// <summary>Where the ids of the texts come from that a GGUF model is given.</summary>
/// <param name="Source">The tokenizer's file, or the engine's tokenizer.</param>
/// <param name="Warnings">What is known to be wrong with them.</param>
internal sealed record TextIds(string Source, IReadOnlyList<string> Warnings)
{
    /// <summary>Those of a model; null for one that has no tokenizer of the engine's. Its vocabulary is loaded, and no weights.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    internal static TextIds? Of(ModelFiles model, CancellationToken cancellationToken)
    {
        if (model.Kind != ModelFileKind.Gguf)
            return null;
        try
        {
            var (source, warnings) = LlamaModel.TextIds(model.Path, model.GivenTokenizer, cancellationToken);
            return source is null && warnings is null ? null : new TextIds(source ?? "the engine's tokenizer", warnings ?? []);
        }
        catch (InferenceException error)
        {
            return new TextIds($"not known: {error.Message}", []);
        }
    }
}
