namespace Rlar.Kernels.Cpu;

/// <summary>Groups of up to 8: rows of one octet, masked.</summary>
internal readonly struct RowOf8 : IRowShape
{
    public static int Length => 8;

    public static bool IsFull => false;
}
