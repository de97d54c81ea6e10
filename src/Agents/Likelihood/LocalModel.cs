using Rlar.Agents.Models;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;

namespace Rlar.Agents.Likelihood;

/// <summary>A language model on this machine, loaded when first needed and kept on a shelf.</summary>
/// <param name="Name">As the user named it.</param>
/// <param name="Path">Its GGUF file.</param>
/// <param name="Hash">SHA-256 of the file, lower-case hexadecimal.</param>
/// <param name="Shelf">Where it is kept.</param>
public sealed record LocalModel(string Name, string Path, string Hash, ModelShelf Shelf)
{
    /// <summary>The model and a context that gives log-probabilities, both loaded once for all that ask with the same sizes.</summary>
    /// <param name="options">Sizes and template.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="Inference.InferenceException">The file cannot be loaded, or the template is not known.</exception>
    public async Task<ScoringModel> OpenAsync(ModelToolOptions options, CancellationToken cancellationToken)
    {
        var scorer = await Shelf.GetAsync(
            $"logprobs {Path} {options.Sequences} {options.ContextTokens}",
            async stop => new LlamaLogprobs(await LoadAsync(stop), options.Context(Shelf.Threads)),
            cancellationToken);
        return new ScoringModel(scorer, options.Template switch
        {
            "none" => null,
            "auto" => ChatTemplate.For(scorer.Model),
            var family => ChatTemplate.For(scorer.Model, family),
        });
    }

    /// <summary>The model's weights, loaded once.</summary>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task<LlamaModel> LoadAsync(CancellationToken cancellationToken) =>
        await Shelf.GetAsync($"llama {Path}", stop => LlamaModel.LoadAsync(Path, new LlamaModelOptions(), null, stop), cancellationToken);
}
