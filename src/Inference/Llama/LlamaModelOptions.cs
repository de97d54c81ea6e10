namespace Rlar.Inference.Llama;

/// <summary>How a model is loaded.</summary>
public sealed record LlamaModelOptions
{
    /// <summary>Whether the weights are mapped from the file instead of read into memory: loads at once, and processes share them. Default true.</summary>
    public bool MemoryMapped { get; init; } = true;

    /// <summary>Whether the values of all weights are checked for NaN and infinity while loading, which takes longer. Default false.</summary>
    public bool ChecksWeights { get; init; }

    /// <summary>
    /// Whether F16, BF16 and quantised weights are widened to 32 bits while loading: 4 bytes a weight in memory. The engine rounds what it
    /// multiplies with narrow weights (log-probabilities move by up to 1e-2 for F16, 0.4 for Q8_0); with wide ones it does not. Default false.
    /// </summary>
    public bool WidensWeights { get; init; }

    /// <summary>
    /// The tokenizer.json (or vocab.txt) that gives the ids of texts; its vocabulary must be the model's. Null for the tokenizer.json in the model's
    /// folder where there is one with the model's vocabulary, else the engine's own tokenizer. Default null.
    /// </summary>
    public string? TokenizerFile { get; init; }

    /// <summary>
    /// How many layers the GPU computes, the last ones first; null for all where there is a GPU (<see cref="Native.LlamaLibrary.Gpu"/>), else none. A
    /// number above 0 where there is no GPU is an error. 0 or more. Default null.
    /// </summary>
    public int? GpuLayers { get; init; }

    /// <summary>Whether the tokens alone are loaded, and no weights. Default false.</summary>
    internal bool VocabularyOnly { get; init; }
}
