namespace Rlar.Kernels.Cpu;

/// <summary>Groups of up to 16: rows of two octets, masked.</summary>
internal readonly struct RowOf16 : IRowShape
{
    public static int Length => 16;

    public static bool IsFull => false;
}
