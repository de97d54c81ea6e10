namespace Rlar.Kernels.Cpu;

/// <summary>Groups of 16: rows of two octets, all lanes in use.</summary>
internal readonly struct FullRowOf16 : IRowShape
{
    public static int Length => 16;

    public static bool IsFull => true;
}
