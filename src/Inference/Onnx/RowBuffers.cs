namespace Rlar.Inference.Onnx;

/// <summary>The input tensors' numbers of one run, which stay where they are and are used again.</summary>
internal sealed class RowBuffers
{
    /// <summary>[rows, length] token ids.</summary>
    internal long[] Ids { get; private set; } = [];

    /// <summary>[rows, length], 1 for a token and 0 for what fills up.</summary>
    internal long[] Mask { get; private set; } = [];

    /// <summary>[rows, length], which text of a pair a token is of.</summary>
    internal long[] Types { get; private set; } = [];

    /// <summary>Makes room; what the arrays held is lost.</summary>
    internal void Reserve(int elements)
    {
        if (elements <= Ids.Length)
            return;
        Ids = GC.AllocateUninitializedArray<long>(elements, pinned: true);
        Mask = GC.AllocateUninitializedArray<long>(elements, pinned: true);
        Types = GC.AllocateUninitializedArray<long>(elements, pinned: true);
    }
}
