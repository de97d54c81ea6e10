using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// Masks for the lanes that a group fills. A loop whose length differs from group to group costs a mispredicted branch each time, some
/// 20 cycles; a load from this table costs none.
/// </summary>
internal static unsafe class OctetMask
{
    /// <summary>Lanes that <see cref="First"/> can tell apart.</summary>
    internal const int Length = 16;

    // Read-only data of the assembly, which does not move.
    private static ReadOnlySpan<long> Table =>
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>[<see cref="Length"/>] masks: all bits of the first <paramref name="count"/>, none of the rest.</summary>
    /// <param name="count">0 to <see cref="Length"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long* First(int count) => (long*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Table)) + Length - count;
}
