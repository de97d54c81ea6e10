namespace Rlar.Kernels.Cpu;

/// <summary>Rows of two octets.</summary>
internal readonly struct RowOf16 : IRowWidth
{
    public static int Length => 16;
}
