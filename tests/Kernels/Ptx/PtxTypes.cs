namespace Rlar.Kernels.Tests.Ptx;

/// <summary>What follows from a type.</summary>
internal static class PtxTypes
{
    /// <summary>The type of a name such as f64; None where it is no type.</summary>
    internal static PtxType Of(string name) => Enum.TryParse<PtxType>(name, ignoreCase: true, out var type) && type != PtxType.None && name.Length > 1
        ? type
        : PtxType.None;

    /// <summary>Bytes in memory.</summary>
    internal static int Size(PtxType type) => type switch
    {
        PtxType.B8 or PtxType.U8 or PtxType.S8 => 1,
        PtxType.B16 or PtxType.U16 or PtxType.S16 => 2,
        PtxType.B32 or PtxType.U32 or PtxType.S32 or PtxType.F32 => 4,
        PtxType.B64 or PtxType.U64 or PtxType.S64 or PtxType.F64 => 8,
        _ => throw new PtxException($"{type} has no size in memory"),
    };

    internal static bool IsSigned(PtxType type) => type is PtxType.S8 or PtxType.S16 or PtxType.S32 or PtxType.S64;

    internal static bool IsFloat(PtxType type) => type is PtxType.F32 or PtxType.F64;

    /// <summary>A register's bits as the integer that its type says.</summary>
    internal static Int128 Integer(PtxType type, ulong bits) => type switch
    {
        PtxType.Pred or PtxType.U64 or PtxType.B64 => bits,
        PtxType.B8 or PtxType.U8 => (byte)bits,
        PtxType.B16 or PtxType.U16 => (ushort)bits,
        PtxType.B32 or PtxType.U32 => (uint)bits,
        PtxType.S8 => (sbyte)bits,
        PtxType.S16 => (short)bits,
        PtxType.S32 => (int)bits,
        PtxType.S64 => (long)bits,
        _ => throw new PtxException($"{type} is no integer"),
    };

    /// <summary>The low bits that a type keeps.</summary>
    internal static ulong Cut(PtxType type, ulong bits) => type switch
    {
        PtxType.Pred => bits & 1,
        PtxType.B8 or PtxType.U8 or PtxType.S8 => (byte)bits,
        PtxType.B16 or PtxType.U16 or PtxType.S16 => (ushort)bits,
        PtxType.B32 or PtxType.U32 or PtxType.S32 or PtxType.F32 => (uint)bits,
        _ => bits,
    };
}
