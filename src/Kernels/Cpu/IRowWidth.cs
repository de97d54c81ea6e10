namespace Rlar.Kernels.Cpu;

/// <summary>How many rewards a row of the kernel for short groups holds, known when it is compiled.</summary>
internal interface IRowWidth
{
    /// <summary>8 or 16.</summary>
    static abstract int Length { get; }
}
