using Microsoft.ML.OnnxRuntime;

namespace Rlar.Inference.Onnx;

/// <summary>The numbers of one run's input tensors, which stay where they are and are used again, and the tensors over them, kept for each shape.</summary>
/// <param name="inputs">The names of the inputs, in the model's order.</param>
internal sealed class RowBuffers(string[] inputs) : IDisposable
{
    // Rows of many lengths come one after another; a tensor is a hundred bytes or so.
    private const int KeptShapes = 64;
    private readonly Dictionary<(int Rows, int Length), OrtValue[]> _tensors = [];

    /// <summary>[rows, length] token ids.</summary>
    internal long[] Ids { get; private set; } = [];

    /// <summary>[rows, length], 1 for a token and 0 for what fills up.</summary>
    internal long[] Mask { get; private set; } = [];

    /// <summary>[rows, length], which text of a pair a token is of.</summary>
    internal long[] Types { get; private set; } = [];

    /// <summary>Makes room; what the arrays held may be lost.</summary>
    internal void Reserve(int elements)
    {
        if (elements <= Ids.Length)
            return;
        Dispose();
        Ids = GC.AllocateUninitializedArray<long>(elements, pinned: true);
        Mask = GC.AllocateUninitializedArray<long>(elements, pinned: true);
        Types = GC.AllocateUninitializedArray<long>(elements, pinned: true);
    }

    /// <summary>The first numbers of the arrays as tensors in the order of the inputs, good until the next call.</summary>
    internal OrtValue[] Tensors(int rows, int length)
    {
        if (_tensors.TryGetValue((rows, length), out var known))
            return known;
        if (_tensors.Count == KeptShapes)
            Dispose();
        long[] shape = [rows, length];
        var tensors = Array.ConvertAll(inputs, name => OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, (name switch { "input_ids" => Ids, "attention_mask" => Mask, _ => Types }).AsMemory(0, rows * length), shape));
        _tensors.Add((rows, length), tensors);
        return tensors;
    }

    /// <summary>Frees the tensors; the arrays stay.</summary>
    public void Dispose()
    {
        foreach (var tensor in _tensors.Values.SelectMany(tensors => tensors))
            tensor.Dispose();
        _tensors.Clear();
    }
}
