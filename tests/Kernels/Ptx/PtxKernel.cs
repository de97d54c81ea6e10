namespace Rlar.Kernels.Tests.Ptx;

/// <summary>A kernel as it was parsed.</summary>
internal sealed class PtxKernel
{
    public required string Name { get; init; }

    public required string Text { get; init; }

    /// <summary>Bytes of the one parameter.</summary>
    public required int ParameterBytes { get; init; }

    public required IReadOnlyList<PtxInstruction> Code { get; init; }

    /// <summary>A thread's registers as they begin: constants in their slots, poison elsewhere.</summary>
    public required ulong[] Registers { get; init; }

    /// <summary>Slots of %tid.x, %ntid.x, %ctaid.x, %nctaid.x and %laneid; -1 where not used.</summary>
    public required IReadOnlyDictionary<string, int> Special { get; init; }

    /// <summary>Bytes of shared memory a block.</summary>
    public required int SharedBytes { get; init; }

    /// <summary>Bytes of local memory a thread.</summary>
    public required int LocalBytes { get; init; }
}
