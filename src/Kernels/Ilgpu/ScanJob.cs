using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernel works on that sums each sequence from its end.</summary>
/// <typeparam name="T">float or double.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct ScanJob<T>
    where T : unmanaged
{
    /// <summary>[N] values, sequence after sequence.</summary>
    public ArrayView<T> Values;

    /// <summary>[N] not 0 where the value counts, or empty.</summary>
    public ArrayView<byte> Mask;

    /// <summary>[S + 1] offsets, or empty.</summary>
    public ArrayView<int> Offsets;

    /// <summary>[N] destination; may be the values.</summary>
    public ArrayView<T> Results;

    /// <summary>Sequences S.</summary>
    public long Sequences;

    /// <summary>Values of a sequence where all have one size.</summary>
    public long Size;

    /// <summary>Discount.</summary>
    public double Gamma;
}
