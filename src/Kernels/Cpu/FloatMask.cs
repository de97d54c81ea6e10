using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rlar.Kernels.Cpu;

/// <summary>Masks for the lanes of a row that a group fills, as <see cref="OctetMask"/> has them for an octet.</summary>
internal static unsafe class FloatMask
{
    private const int Length = 16;

    // Read-only data of the assembly, which does not move.
    private static ReadOnlySpan<int> Table =>
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>[16] masks: all bits of the first <paramref name="count"/>, none of the rest.</summary>
    /// <param name="count">0 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int* First(int count) => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Table)) + Length - count;
}
