using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Rlar.Kernels.Cpu;

/// <summary>Asks for memory before it is needed.</summary>
internal static unsafe class CacheLine
{
    /// <summary>How far ahead of a pass its rewards are asked for: what a core can have under way while it computes.</summary>
    internal const int Ahead = 4096;

    /// <summary>Asks for the line <see cref="Ahead"/> bytes past an address, which need not be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void PrefetchPast(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0((byte*)address + Ahead);
    }
}
