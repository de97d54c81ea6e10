using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Rlar.Grpo.Policy;

namespace Rlar.Grpo.Checkpoints;

/// <summary>
/// Tensors in the safetensors format, F32: eight bytes with the length of a JSON header, the header, the numbers. Anything that reads the format reads a
/// checkpoint. Source: github.com/huggingface/safetensors, README "Format".
/// </summary>
internal static class TensorFile
{
    private const int ChunkNumbers = 1 << 20;
    private const int LongestHeader = 100 << 20;

    /// <summary>A tensor's numbers in the order of its shape.</summary>
    /// <param name="tensor">Its index.</param>
    internal delegate Span<float> Numbers(int tensor);

    /// <summary>Writes tensors.</summary>
    internal static void Write(Stream output, IReadOnlyList<TrainedTensor> tensors, Numbers numbers)
    {
        var header = Header(tensors);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        output.Write(length);
        output.Write(header);
        for (var t = 0; t < tensors.Count; t++)
        {
            var all = numbers(t);
            for (var at = 0; at < all.Length; at += ChunkNumbers)
                output.Write(MemoryMarshal.AsBytes(all.Slice(at, Math.Min(ChunkNumbers, all.Length - at))));
        }
    }

    /// <summary>Reads tensors into the memory they belong to.</summary>
    /// <exception cref="TrainingException">The file holds other tensors than these.</exception>
    internal static void Read(string path, IReadOnlyList<TrainedTensor> tensors, Numbers numbers)
    {
        using var input = File.OpenRead(path);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        input.ReadExactly(length);
        var bytes = BinaryPrimitives.ReadUInt64LittleEndian(length);
        var expected = Header(tensors);
        var header = new byte[bytes <= LongestHeader ? (int)bytes : throw Other(path)];
        input.ReadExactly(header);
        if (!header.AsSpan().SequenceEqual(expected))
            throw Other(path);
        for (var t = 0; t < tensors.Count; t++)
        {
            var all = numbers(t);
            for (var at = 0; at < all.Length; at += ChunkNumbers)
                input.ReadExactly(MemoryMarshal.AsBytes(all.Slice(at, Math.Min(ChunkNumbers, all.Length - at))));
        }
    }

    private static TrainingException Other(string path) =>
        new($"{path}: holds other tensors than the policy has. Resume with the model and adapter that the run began with.");

    private static byte[] Header(IReadOnlyList<TrainedTensor> tensors)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            long at = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var size in tensor.Shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += (long)tensor.Length * sizeof(float));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // The numbers begin at a multiple of 8.
        while (text.Length % sizeof(ulong) != 0)
            text.WriteByte((byte)' ');
        return text.ToArray();
    }
}
