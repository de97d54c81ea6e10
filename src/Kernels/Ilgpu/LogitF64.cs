namespace Rlar.Kernels.Ilgpu;

/// <summary>Logits in binary64.</summary>
internal readonly struct LogitF64 : ILogit<double>
{
    /// <inheritdoc/>
    public static double Widen(double bits) => bits;
}
