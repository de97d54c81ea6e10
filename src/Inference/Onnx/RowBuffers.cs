using Microsoft.ML.OnnxRuntime;

namespace Rlar.Inference.Onnx;

/// <summary>The input tensors of one run and their numbers, which stay where they are and are used again.</summary>
/// <param name="inputs">The names of the inputs, in the model's order.</param>
internal sealed class RowBuffers(string[] inputs) : IDisposable
{
    private readonly OrtValue?[] _tensors = new OrtValue?[inputs.Length];
    private (int Rows, int Length) _shape;

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
        if (_shape == (rows, length))
            return _tensors!;
        Dispose();
        long[] shape = [rows, length];
        for (var index = 0; index < inputs.Length; index++)
        {
            var numbers = inputs[index] switch { "input_ids" => Ids, "attention_mask" => Mask, _ => Types };
            _tensors[index] = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, numbers.AsMemory(0, rows * length), shape);
        }

        _shape = (rows, length);
        return _tensors!;
    }

    /// <summary>Frees the tensors; the arrays stay.</summary>
    public void Dispose()
    {
        foreach (var tensor in _tensors)
            tensor?.Dispose();
        Array.Clear(_tensors);
        _shape = default;
    }
}
