using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Torch;

/// <summary>Tensors as spans. A span does not keep its tensor alive: hold the tensor for as long as the span is used.</summary>
internal static class TensorMemory
{
    /// <summary>A contiguous tensor's own memory; the element type must be the tensor's.</summary>
    internal static Span<T> Span<T>(this Tensor tensor)
        where T : unmanaged
    {
        var count = tensor.NumberOfElements;
        if (count * Unsafe.SizeOf<T>() <= int.MaxValue)
            return MemoryMarshal.Cast<byte, T>(tensor.bytes);
        // TorchSharp counts the bytes, and there are too many for a span of them.
        using var first = tensor.view(-1).narrow(0, 0, 1);
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.Cast<byte, T>(first.bytes)[0], checked((int)count));
    }

    /// <summary>The tensor type of float or double.</summary>
    internal static torch.ScalarType TypeOf<T>() => typeof(T) == typeof(double) ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
}
