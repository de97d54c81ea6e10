namespace Rlar.Inference.Llama;

/// <summary>How a model is loaded.</summary>
public sealed record LlamaModelOptions
{
    /// <summary>Whether the weights are mapped from the file instead of read into memory: loads at once, and processes share them. Default true.</summary>
    public bool MemoryMapped { get; init; } = true;

    /// <summary>Whether the values of all weights are checked for NaN and infinity while loading, which takes longer. Default false.</summary>
    public bool ChecksWeights { get; init; }
}
