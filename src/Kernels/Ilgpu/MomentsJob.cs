using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>Moments of each chunk of a batch: the first level of a tree whose shape follows from the batch's length alone.</summary>
/// <typeparam name="T">float or double.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct MomentsJob<T>
    where T : unmanaged
{
    /// <summary>[N] values.</summary>
    public ArrayView<T> Values;

    /// <summary>[N] not 0 where scored, or empty.</summary>
    public ArrayView<byte> Scored;

    /// <summary>[N] weights, or empty: 1 each.</summary>
    public ArrayView<int> Weights;

    /// <summary>[chunks] destination.</summary>
    public ArrayView<BatchMoments> Parts;

    /// <summary>Values N.</summary>
    public long Length;
}
