namespace Rlar.Kernels.Ilgpu;

/// <summary>Logits in binary32.</summary>
internal readonly struct LogitF32 : ILogit<float>
{
    /// <inheritdoc/>
    public static double Widen(float bits) => bits;
}
