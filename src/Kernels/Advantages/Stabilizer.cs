namespace Rlar.Kernels.Advantages;

/// <summary>How a deviation is kept away from zero before it divides.</summary>
public enum Stabilizer
{
    /// <summary>x / (sqrt(var) + eps).</summary>
    AddToDeviation,

    /// <summary>x / sqrt(var + eps).</summary>
    AddToVariance,

    /// <summary>x / sqrt(max(var, eps)).</summary>
    ClampVariance,
}
