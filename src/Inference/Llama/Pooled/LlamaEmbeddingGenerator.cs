using Microsoft.Extensions.AI;
using Rlar.Inference.Heads;

namespace Rlar.Inference.Llama.Pooled;

/// <summary>
/// A GGUF model as an <see cref="IEmbeddingGenerator{TInput,TEmbedding}"/>: vectors of length 1, long texts cut at their end.
/// One call at a time: others wait.
/// </summary>
/// <param name="embedder">The model's vectors; not owned.</param>
/// <param name="model">The model's name, as the metadata give it.</param>
public sealed class LlamaEmbeddingGenerator(LlamaEmbedder embedder, string model) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("rlar-llama", null, model, embedder?.Width);

    /// <summary>A vector for each text, in order; computed on a thread of the pool.</summary>
    /// <param name="values">The texts.</param>
    /// <param name="options">Nothing that the model has not: its own name, its own number of dimensions; null for nothing.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="InferenceException">The model refuses a text, or an option asks for something else.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (options?.ModelId is { } wanted && wanted != model)
            throw new InferenceException($"The embedding generator has the model '{model}', not '{wanted}'.");
        if (options?.Dimensions is { } dimensions && dimensions != embedder.Width)
            throw new InferenceException($"The embedding generator gives vectors of {embedder.Width} numbers, not {dimensions}.");
        if (options?.AdditionalProperties is { Count: > 0 } || options?.RawRepresentationFactory is not null)
            throw new InferenceException("The embedding generator knows no additional properties and no options of other clients.");
        string[] texts = [.. values];
        var vectors = await Task.Run(() => embedder.EmbedTexts(texts, LongText.Cut, cancellationToken), cancellationToken);
        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector.Vector) { ModelId = model }));
    }

    /// <summary>The generator itself, its <see cref="EmbeddingGeneratorMetadata"/> or its <see cref="LlamaEmbedder"/>; null for anything else.</summary>
    /// <param name="serviceType">What is asked for.</param>
    /// <param name="serviceKey">Must be null.</param>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null ? ((object[])[this, _metadata, embedder]).FirstOrDefault(serviceType.IsInstanceOfType) : null;
    }

    /// <summary>Does nothing: the model belongs to who made it.</summary>
    public void Dispose()
    {
    }
}
