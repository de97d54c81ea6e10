using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Rlar.Inference.Native;

/// <summary>
/// The kind of this machine's processor, as far as libraries that pick their own kernels round otherwise on another: the widest instructions for the
/// products of 8-bit and 32-bit numbers.
/// </summary>
internal static class ProcessorKind
{
    private const int Amx8Bit = 1 << 25;
    private const int Avx512Vnni = 1 << 11;
    private const int AvxVnni = 1 << 4;

    /// <summary>Its name, such as "amx", "avx512-vnni", "avx512", "avx-vnni", "avx2"; else the architecture's.</summary>
    internal static string Name { get; } = Find();

    private static string Find()
    {
        if (!X86Base.IsSupported)
            return RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var features = X86Base.CpuId(7, 0);
        if (Avx512F.IsSupported)
            return (features.Edx & Amx8Bit) != 0 ? "amx" : (features.Ecx & Avx512Vnni) != 0 ? "avx512-vnni" : "avx512";
        if (Avx2.IsSupported)
            return (X86Base.CpuId(7, 1).Eax & AvxVnni) != 0 ? "avx-vnni" : "avx2";
        return "x64";
    }
}
