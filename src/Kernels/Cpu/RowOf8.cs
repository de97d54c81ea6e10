namespace Rlar.Kernels.Cpu;

/// <summary>Rows of one octet.</summary>
internal readonly struct RowOf8 : IRowWidth
{
    public static int Length => 8;
}
