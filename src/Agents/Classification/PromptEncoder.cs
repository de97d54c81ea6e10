using Rlar.Inference.Heads;

namespace Rlar.Agents.Classification;

/// <summary>Prompts as the vectors of a head: features of their text, and behind them a sentence embedding where there is an embedder.</summary>
internal sealed class PromptEncoder
{
    /// <summary>The length of the embedding among blocks of about length 1.</summary>
    private const float EmbeddingWeight = 2;

    private readonly PromptFeatures _features = new(new PromptFeatureOptions());
    private readonly ITextEmbedder? _embedder;

    /// <summary>Takes an embedder, which stays its owner's.</summary>
    internal PromptEncoder(ITextEmbedder? embedder, CancellationToken cancellationToken)
    {
        _embedder = embedder;
        EmbeddingWidth = embedder?.EmbedTexts([""], LongText.Cut, cancellationToken)[0].Vector.Length ?? 0;
    }

    /// <summary>The numbers of the embedding; 0 without one.</summary>
    internal int EmbeddingWidth { get; }

    /// <summary>The length of the vectors.</summary>
    internal int Width => _features.Width + EmbeddingWidth;

    /// <summary>The vectors of prompts.</summary>
    internal SparseVector[] Of(IReadOnlyList<PromptText> prompts, CancellationToken cancellationToken)
    {
        var vectors = new SparseVector[prompts.Count];
        for (var index = 0; index < vectors.Length; index++)
            vectors[index] = _features.Of(prompts[index]);
        if (_embedder is null)
            return vectors;
        var embedded = _embedder.EmbedTexts([.. prompts.Select(prompt => prompt.Asked)], LongText.Cut, cancellationToken);
        for (var index = 0; index < vectors.Length; index++)
        {
            vectors[index] = new SparseVector(
                [.. vectors[index].Indices, .. Enumerable.Range(_features.Width, EmbeddingWidth)],
                [.. vectors[index].Values, .. embedded[index].Vector.Select(value => value * EmbeddingWeight)]);
        }

        return vectors;
    }
}
