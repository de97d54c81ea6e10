namespace Rlar.Inference.Conversion;

/// <summary>The sizes and the vocabulary of a model with random weights.</summary>
public sealed record RandomModelOptions
{
    /// <summary>The family. Default <see cref="DecoderFamily.Llama"/>.</summary>
    public DecoderFamily Family { get; init; } = DecoderFamily.Llama;

    /// <summary>Layers, 1 to 512. Default 2.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>The width of the hidden state, 1 to 65536. Default 128.</summary>
    public int Width { get; init; } = 128;

    /// <summary>Heads of queries, 1 to 512. Default 4.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Heads of keys and values, a divisor of <see cref="Heads"/>. Default null: as many.</summary>
    public int? KvHeads { get; init; }

    /// <summary>The width of a head, even. Default null: <see cref="Width"/> / <see cref="Heads"/>.</summary>
    public int? HeadWidth { get; init; }

    /// <summary>The width inside the feed-forward part, 1 to 1048576. Default null: 8/3 of <see cref="Width"/>, rounded up to a multiple of 32.</summary>
    public int? Inner { get; init; }

    /// <summary>The longest text in tokens, at least 1. Default 512.</summary>
    public int ContextTokens { get; init; } = 512;

    /// <summary>Whether the head is the embedding. Default true.</summary>
    public bool TiedHead { get; init; } = true;

    /// <summary>A GGUF file whose vocabulary and chat template the model gets. Default null: <see cref="Characters"/>.</summary>
    public string? VocabularyFrom { get; init; }

    /// <summary>The characters that are the vocabulary, each once. Default null: printable ASCII and the end of a line.</summary>
    public string? Characters { get; init; }

    /// <summary>Decides the weights. Default 0.</summary>
    public long Seed { get; init; }
}
