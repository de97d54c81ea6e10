using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>One level of the tree that merges parts of a batch.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MergeJob
{
    /// <summary>[n] parts.</summary>
    public ArrayView<BatchMoments> Parts;

    /// <summary>[chunks of n] destination.</summary>
    public ArrayView<BatchMoments> Merged;

    /// <summary>Parts n.</summary>
    public long Length;
}
