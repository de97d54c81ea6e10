using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>Logits in the bits of bfloat16: the upper half of a float.</summary>
internal readonly struct LogitBF16 : ILogit<ushort>
{
    /// <inheritdoc/>
    public static double Widen(ushort bits) => Interop.IntAsFloat((uint)bits << 16);
}
