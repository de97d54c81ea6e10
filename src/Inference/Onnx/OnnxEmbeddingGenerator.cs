using Microsoft.Extensions.AI;

namespace Rlar.Inference.Onnx;

/// <summary>An ONNX sentence encoder as an <see cref="IEmbeddingGenerator{TInput,TEmbedding}"/>: vectors of length 1. Safe for several threads.</summary>
/// <param name="embedder">The encoder with its tokenizer; it is not owned.</param>
/// <param name="model">The model's name, as the metadata give it.</param>
public sealed class OnnxEmbeddingGenerator(SentenceEmbedder embedder, string model) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("rlar-onnx", null, model);

    /// <summary>A vector for each text, in order; computed on a thread of the pool.</summary>
    /// <param name="values">The texts.</param>
    /// <param name="options">Nothing that the model has not: its own name, its own number of dimensions; null for nothing.</param>
    /// <param name="cancellationToken">Stops between runs.</param>
    /// <exception cref="InferenceException">The model refuses a text, or an option asks for another model.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (options?.ModelId is { } wanted && wanted != model)
            throw new InferenceException($"The embedding generator has the model '{model}', not '{wanted}'.");
        if (options?.AdditionalProperties is { Count: > 0 } || options?.RawRepresentationFactory is not null)
            throw new InferenceException("The embedding generator knows no additional properties and no options of other clients.");
        string[] texts = [.. values];
        var vectors = await Task.Run(() => embedder.Embed(texts, cancellationToken), cancellationToken);
        if (options?.Dimensions is { } dimensions && vectors.Count > 0 && vectors[0].Length != dimensions)
            throw new InferenceException($"The embedding generator gives vectors of {vectors[0].Length} numbers, not {dimensions}.");
        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector) { ModelId = model }));
    }

    /// <summary>The generator itself, its <see cref="EmbeddingGeneratorMetadata"/> or its <see cref="SentenceEmbedder"/>; null for anything else.</summary>
    /// <param name="serviceType">What is asked for.</param>
    /// <param name="serviceKey">Must be null.</param>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null ? ((object[])[this, _metadata, embedder]).FirstOrDefault(serviceType.IsInstanceOfType) : null;
    }

    /// <summary>Does nothing: the encoder belongs to who made it.</summary>
    public void Dispose()
    {
    }
}
