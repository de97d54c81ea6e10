namespace Rlar.Inference.Conversion;

/// <summary>The dense decoders that are written here: the same layer, with differences that the engine goes by the name for.</summary>
public enum DecoderFamily
{
    /// <summary>Llama: no biases, no norms of queries and keys, rope over pairs of neighbours (Mistral and SmolLM2 are of it).</summary>
    Llama,

    /// <summary>Qwen 2 and 2.5: biases of queries, keys and values, rope over halves.</summary>
    Qwen2,

    /// <summary>Qwen 3: norms of queries and keys, rope over halves, a head width of its own.</summary>
    Qwen3,
}
