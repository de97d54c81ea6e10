namespace Rlar.Kernels.Cpu;

/// <summary>How a row of logits is read, compiled once for each format.</summary>
internal unsafe interface ILogitSource
{
    /// <summary>Bytes of a logit.</summary>
    static abstract int Size { get; }

    /// <summary>Sixteen logits from column <paramref name="column"/> on, widened.</summary>
    static abstract TLanes Load<TLanes>(byte* row, int column)
        where TLanes : unmanaged, ILogitLanes<TLanes>;

    /// <summary>One logit, widened.</summary>
    static abstract float At(byte* row, int column);
}
