using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What kernels work on that shape or normalise entry by entry; each reads the numbers that its summary names.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EntryJob
{
    /// <summary>[N] values; what is not scored is not used.</summary>
    public ArrayView<double> Values;

    /// <summary>[N] not 0 where scored, or empty.</summary>
    public ArrayView<byte> Scored;

    /// <summary>[N] not 0 where correct or cut off.</summary>
    public ArrayView<byte> Flags;

    /// <summary>[N] lengths in tokens.</summary>
    public ArrayView<int> Lengths;

    /// <summary>[N] destination.</summary>
    public ArrayView<double> Results;

    /// <summary>Entries N.</summary>
    public long Length;

    /// <summary>The numbers that the kernel reads.</summary>
    public EntryNumbers Numbers;
}
