using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What a kernel over groups of rewards works on. Empty views: all are scored, all groups have one size, no lengths.</summary>
/// <typeparam name="T">float or double.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct GroupJob<T>
    where T : unmanaged
{
    /// <summary>[N] rewards; what is not scored is not used.</summary>
    public ArrayView<T> Rewards;

    /// <summary>[N] not 0 where scored, or empty.</summary>
    public ArrayView<byte> Scored;

    /// <summary>[P + 1] offsets, or empty.</summary>
    public ArrayView<int> Offsets;

    /// <summary>[N] lengths in tokens, or empty.</summary>
    public ArrayView<int> Lengths;

    /// <summary>[N] destination.</summary>
    public ArrayView<T> Advantages;

    /// <summary>Groups P.</summary>
    public long Groups;

    /// <summary>Completions of a group where all have one size.</summary>
    public long Size;

    /// <summary>Threads of a team; a team takes a group.</summary>
    public int Width;

    /// <summary>1: pass@k divides by the deviation.</summary>
    public int Normalizes;

    /// <summary>The estimator's rule.</summary>
    public GroupRule Rule;
}
