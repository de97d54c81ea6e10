namespace Rlar.Kernels.Cpu;

/// <summary>What the kernel for short groups knows of a row, which holds one group, when it is compiled.</summary>
internal interface IRowShape
{
    /// <summary>Rewards that a row has room for: 8 or 16.</summary>
    static abstract int Length { get; }

    /// <summary>Every group fills its row: no masks, and sizes that are known.</summary>
    static abstract bool IsFull { get; }
}
