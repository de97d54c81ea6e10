namespace Rlar.Kernels.Tests.Ptx;

/// <summary>One decoded instruction: operands are slots of a thread's registers, where constants have slots, too.</summary>
internal sealed class PtxInstruction
{
    public required PtxOp Op { get; init; }

    /// <summary>The instruction's type; of cvt, the type that it converts to.</summary>
    public required PtxType Type { get; init; }

    /// <summary>Of cvt, the type that it converts from.</summary>
    public PtxType From { get; init; }

    /// <summary>The comparison of setp, the space of ld and st, the rounding of cvt, the mode of shfl, the test of testp.</summary>
    public string Mode { get; init; } = "";

    /// <summary>Slot written: of st, none; of a vector load, the first of several.</summary>
    public int[] To { get; init; } = [];

    /// <summary>Slots read.</summary>
    public int[] Args { get; set; } = [];

    /// <summary>Added to the address of ld and st.</summary>
    public long Offset { get; init; }

    /// <summary>Slot of the predicate that must hold, or -1.</summary>
    public int Guard { get; init; } = -1;

    /// <summary>The predicate must not hold.</summary>
    public bool GuardNegated { get; init; }

    /// <summary>Where a branch goes.</summary>
    public int Target { get; set; } = -1;

    /// <summary>The line, for messages and for scans.</summary>
    public required string Text { get; init; }

    /// <summary>Of an add or sub that is fused with a product: the slots of the factors; see <see cref="PtxContraction"/>.</summary>
    public (int Left, int Right)? Product { get; set; }

    /// <summary>Which operand the product is: 0 or 1.</summary>
    public int ProductAt { get; set; }
}
