namespace Rlar.Grpo.Policy.Fused;

/// <summary>Which two numbers of a head turn together.</summary>
internal enum RopePairs
{
    /// <summary>2 i and 2 i + 1: llama ("norm" in llama.cpp).</summary>
    Neighbours,

    /// <summary>i and i + D / 2: qwen2, qwen3 and Hugging Face's weights ("neox" in llama.cpp).</summary>
    Halves,
}
