using System.Text;

namespace Rlar.Inference.Models;

/// <summary>
/// What an ONNX file says about itself: the names and shapes of its inputs and outputs, without the weights and without ONNX Runtime. Reads only
/// the fields of the protocol buffer that lead there (onnx.proto3: ModelProto.graph = 7, GraphProto.input = 11, .output = 12).
/// </summary>
public sealed class OnnxFile
{
    private const int MaxDepth = 16;

    private OnnxFile(string path, long bytes, string? producer, List<OnnxValue> inputs, List<OnnxValue> outputs) =>
        (Path, Bytes, Producer, Inputs, Outputs) = (path, bytes, producer, inputs, outputs);

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>The length of the file in bytes.</summary>
    public long Bytes { get; }

    /// <summary>What wrote it, "pytorch" for instance; null where it does not say.</summary>
    public string? Producer { get; }

    /// <summary>The inputs in order; old files list their weights here, too.</summary>
    public IReadOnlyList<OnnxValue> Inputs { get; }

    /// <summary>The outputs in order.</summary>
    public IReadOnlyList<OnnxValue> Outputs { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InferenceException">It cannot be read, or is no ONNX model.</exception>
    public static OnnxFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var (inputs, outputs) = (new List<OnnxValue>(), new List<OnnxValue>());
            string? producer = null;
            foreach (var (field, length) in Fields(stream, stream.Length))
            {
                if (field == 2 && length is > 0 and < 1024)
                    producer = Text(stream, length);
                if (field != 7 || length < 0)
                    continue;
                foreach (var (part, size) in Fields(stream, stream.Position + length))
                {
                    if (part is 11 or 12 && size >= 0)
                        (part == 11 ? inputs : outputs).Add(Value(stream, stream.Position + size));
                }
            }

            return outputs.Count > 0
                ? new OnnxFile(path, stream.Length, producer, inputs, outputs)
                : throw new InferenceException($"{path}: is no ONNX model: it has no graph with outputs.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InferenceException($"{path}: is no ONNX model, or cannot be read: {error.Message}", error);
        }
    }

    // ValueInfoProto: name = 1, type = 2; TypeProto.tensor_type = 1; its shape = 2; dim = 1; dim_value = 1, dim_param = 2.
    private static OnnxValue Value(Stream stream, long end)
    {
        var name = "";
        var shape = new List<long?>();
        foreach (var (field, length) in Fields(stream, end))
        {
            if (field == 1 && length is >= 0 and < 4096)
                name = Text(stream, length);
            else if (field == 2 && length >= 0)
                Shape(stream, stream.Position + length, [1, 2], shape, 0);
        }

        return new OnnxValue(name, shape);
    }

    private static void Shape(Stream stream, long end, ReadOnlySpan<int> way, List<long?> shape, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException("it is nested too deeply.");
        foreach (var (field, length) in Fields(stream, end))
        {
            if (length < 0)
                continue;
            if (way.Length > 0 && field == way[0])
                Shape(stream, stream.Position + length, way[1..], shape, depth + 1);
            else if (way.Length == 0 && field == 1)
                shape.Add(Dimension(stream, stream.Position + length));
        }
    }

    private static long? Dimension(Stream stream, long end)
    {
        long? size = null;
        foreach (var (field, length) in Fields(stream, end))
        {
            // A number comes as minus its value less one, so that it cannot be taken for a length.
            if (field == 1 && length < 0)
                size = -1 - length;
        }

        return size;
    }

    // Each field's number and the length of its bytes, at which the stream then stands; of a number, minus its value less one. What is not read is skipped.
    private static IEnumerable<(int Field, long Length)> Fields(Stream stream, long end)
    {
        if (end > stream.Length)
            throw new InvalidDataException("it is truncated.");
        while (stream.Position < end)
        {
            var key = Number(stream);
            var field = (int)Math.Min(key >> 3, int.MaxValue);
            switch (key & 7)
            {
                case 0:
                    yield return (field, -1 - (long)Math.Min(Number(stream), long.MaxValue / 2));
                    break;
                case 1:
                    stream.Position += 8;
                    break;
                case 5:
                    stream.Position += 4;
                    break;
                case 2:
                    var length = Number(stream);
                    if (length > (ulong)(end - stream.Position))
                        throw new InvalidDataException("a field is longer than what holds it.");
                    var next = stream.Position + (long)length;
                    yield return (field, (long)length);
                    stream.Position = next;
                    break;
                default:
                    throw new InvalidDataException($"a field has the wire type {key & 7}.");
            }
        }
    }

    private static ulong Number(Stream stream)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
                throw new InvalidDataException("it is truncated.");
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("a number is too long.");
    }

    private static string Text(Stream stream, long length)
    {
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
