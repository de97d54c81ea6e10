namespace Rlar.Inference.Gguf;

/// <summary>How <see cref="GgufWriter"/> stores the weights of a tensor; the numbers are ggml's.</summary>
public enum GgufElement
{
    /// <summary>IEEE single: 4 bytes a weight, as given.</summary>
    F32 = 0,

    /// <summary>IEEE half: 2 bytes a weight, rounded to the nearest; beyond 65504 infinite.</summary>
    F16 = 1,
}
