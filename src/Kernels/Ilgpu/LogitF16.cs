using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>Logits in the bits of binary16. Widened by hand: no type of that width is the same on all devices.</summary>
internal readonly struct LogitF16 : ILogit<ushort>
{
    private const float TwoTo112 = 5.192296858534828e33f;

    /// <inheritdoc/>
    public static double Widen(ushort bits)
    {
        // Exponent and mantissa move to their places in a float, whose exponents begin 112 lower; the product is exact, of denormals too.
        var size = (uint)(bits & 0x7FFF);
        double value = Interop.IntAsFloat(size << 13) * TwoTo112;
        if (size == 0x7C00)
            value = double.PositiveInfinity;
        return (bits & 0x8000) != 0 ? -value : value;
    }
}
