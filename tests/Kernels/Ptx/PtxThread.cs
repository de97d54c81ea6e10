namespace Rlar.Kernels.Tests.Ptx;

/// <summary>One thread of the block that is being run.</summary>
internal sealed class PtxThread
{
    public required ulong[] Registers { get; init; }

    public required byte[] Local { get; init; }

    public int Next { get; set; }

    /// <summary>The barrier or shuffle that it waits at; null while it runs or when it has ended.</summary>
    public PtxInstruction? Waiting { get; set; }

    public bool HasEnded { get; set; }
}
