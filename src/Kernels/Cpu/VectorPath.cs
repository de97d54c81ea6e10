namespace Rlar.Kernels.Cpu;

/// <summary>Which instructions the SIMD kernels use. Every path gives the same bits; they differ in speed only.</summary>
public enum VectorPath
{
    /// <summary>The widest that this processor has (default).</summary>
    Auto,

    /// <summary>512-bit vectors (AVX-512).</summary>
    Vector512,

    /// <summary>256-bit vectors (AVX2).</summary>
    Vector256,

    /// <summary>No vectors.</summary>
    Scalar,
}
