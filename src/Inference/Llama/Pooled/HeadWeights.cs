using System.Buffers.Binary;
using Rlar.Inference.Gguf;

namespace Rlar.Inference.Llama.Pooled;

/// <summary>
/// A linear head over a vector, read from a GGUF file. For the architectures where the engine puts a softmax after the head (qwen3), which
/// makes every score of a reward model with one label 1.
/// </summary>
internal sealed class HeadWeights
{
    private readonly float[] _weights;
    private readonly int _width;

    private HeadWeights(float[] weights, int width) => (_weights, _width) = (weights, width);

    /// <summary>How many numbers it gives.</summary>
    internal int Labels => _weights.Length / _width;

    /// <summary>Reads cls.output.weight, [width, labels].</summary>
    /// <exception cref="InferenceException">It has another shape, or a type that is not read here.</exception>
    internal static HeadWeights Read(GgufFile file, int width, int labels)
    {
        var tensor = file.Tensors.First(tensor => tensor.Name == "cls.output.weight");
        if (tensor.Dimensions[0] != width || tensor.Elements != (long)width * labels)
            throw new InferenceException($"{file.Path}: cls.output.weight is [{string.Join(", ", tensor.Dimensions)}], not [{width}, {labels}].");
        var bytes = new byte[tensor.Bytes];
        using (var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            stream.Position = tensor.Offset;
            stream.ReadExactly(bytes);
        }

        var weights = new float[tensor.Elements];
        for (var index = 0; index < weights.Length; index++)
        {
            weights[index] = tensor.Type switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * index)),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(2 * index)),
                "BF16" => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(2 * index)) << 16),
                "Q8_0" => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(index / 32 * 34)) * (sbyte)bytes[(index / 32 * 34) + 2 + (index % 32)],
                _ => throw new InferenceException(
                    $"{file.Path}: cls.output.weight has the type {tensor.Type}; F32, F16, BF16 and Q8_0 are read. "
                    + "Quantise the model without its head."),
            };
        }

        return new HeadWeights(weights, width);
    }

    /// <summary>The logits of a vector.</summary>
    internal float[] Apply(ReadOnlySpan<float> vector)
    {
        var logits = new float[Labels];
        for (var label = 0; label < logits.Length; label++)
        {
            var sum = 0.0;
            for (var index = 0; index < _width; index++)
                sum += (double)_weights[(label * _width) + index] * vector[index];
            logits[label] = (float)sum;
        }

        return logits;
    }
}
