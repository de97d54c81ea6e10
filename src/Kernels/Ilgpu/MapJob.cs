using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the whitening kernel works on, entry by entry.</summary>
/// <typeparam name="T">float or double.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct MapJob<T>
    where T : unmanaged
{
    /// <summary>[N] values.</summary>
    public ArrayView<T> Values;

    /// <summary>[N] not 0 where scored, or empty.</summary>
    public ArrayView<byte> Scored;

    /// <summary>[N] tokens that hold the value, or empty: a value without any becomes 0.</summary>
    public ArrayView<int> Lengths;

    /// <summary>[N] destination; may be the values.</summary>
    public ArrayView<T> Results;

    /// <summary>Values N.</summary>
    public long Length;

    /// <summary>Subtracted.</summary>
    public double Mean;

    /// <summary>Multiplies what remains; 0 gives exactly 0.</summary>
    public double Factor;
}
