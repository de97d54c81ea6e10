using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rlar.Inference.Safetensors;

/// <summary>
/// Writes a Safetensors file. Tensors are declared first and their weights asked for when the file is written, so that no copy of them is held. As in the
/// reference they stand by the size of their elements, the largest first, then by name, so that each is aligned; the same declarations, in any order, give
/// the same bytes.
/// </summary>
public sealed class SafetensorsWriter
{
    private const int ChunkValues = 1 << 16;
    private const int Alignment = 8;
    private const string MetadataKey = "__metadata__";

    // The file is read by programs, and names are written as they are.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>Sets a text beside the tensors.</summary>
    /// <param name="key">Its key; "format" is "pt" in files that PyTorch's programs shall load.</param>
    /// <param name="value">The text.</param>
    public void SetMetadata(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        _metadata[key] = value;
    }

    /// <summary>Declares a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="element">How it is stored: rounded to the nearest, ties to even.</param>
    /// <param name="shape">Its sizes, rows first; none for a single number.</param>
    /// <param name="values">Gives the weights when the file is written: a piece by the weight that it starts with, in order, without gaps.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or a size is negative.</exception>
    public void Add(string name, SafetensorsElement element, ReadOnlySpan<long> shape, SafetensorsValues values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        if (name == MetadataKey)
            throw new ArgumentException($"'{name}' is the metadata's name", nameof(name));
        var elements = 1L;
        foreach (var size in shape)
        {
            if (size < 0 || (size > 0 && elements > long.MaxValue / 8 / size))
                throw new ArgumentException($"'{name}' has a size of {size}", nameof(shape));
            elements *= size;
        }

        if (!_tensors.TryAdd(name, new Tensor(name, element, shape.ToArray(), elements, values)))
            throw new ArgumentException($"there is a tensor '{name}' already", nameof(name));
    }

    /// <summary>Writes the file.</summary>
    /// <param name="target">Where to; it is not closed, and need not seek.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    public void WriteTo(Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var tensors = _tensors.Values.OrderByDescending(tensor => tensor.ElementBytes).ThenBy(tensor => tensor.Name, StringComparer.Ordinal).ToList();
        var header = Header(tensors);
        var padded = (header.WrittenCount + Alignment - 1) / Alignment * Alignment;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, padded);
        target.Write(length);
        target.Write(header.WrittenSpan);
        for (var pad = header.WrittenCount; pad < padded; pad++)
            target.WriteByte((byte)' ');
        foreach (var tensor in tensors)
            Write(target, tensor, cancellationToken);
    }

    private ArrayBufferWriter<byte> Header(List<Tensor> tensors)
    {
        var header = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(header, s_json);
        json.WriteStartObject();
        if (_metadata.Count > 0)
        {
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in _metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
        }

        var offset = 0L;
        foreach (var tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", tensor.Element.ToString());
            json.WriteStartArray("shape");
            foreach (var size in tensor.Shape)
                json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += tensor.Elements * tensor.ElementBytes);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        return header;
    }

    private static void Write(Stream target, Tensor tensor, CancellationToken cancellationToken)
    {
        var values = new float[Math.Min(ChunkValues, tensor.Elements)];
        for (var start = 0L; start < tensor.Elements; start += values.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = values.AsSpan(0, (int)Math.Min(values.Length, tensor.Elements - start));
            tensor.Values(start, piece);
            // The format is little-endian, as every machine is that the engines run on.
            switch (tensor.Element)
            {
                case SafetensorsElement.F32:
                    target.Write(MemoryMarshal.AsBytes(piece));
                    break;
                case SafetensorsElement.F64:
                    Write(target, piece, value => (double)value);
                    break;
                case SafetensorsElement.F16:
                    Write(target, piece, value => (Half)value);
                    break;
                default:
                    Write(target, piece, Rounded);
                    break;
            }
        }
    }

    private static void Write<T>(Stream target, ReadOnlySpan<float> values, Func<float, T> convert)
        where T : unmanaged
    {
        var converted = new T[values.Length];
        for (var index = 0; index < values.Length; index++)
            converted[index] = convert(values[index]);
        target.Write(MemoryMarshal.AsBytes(converted.AsSpan()));
    }

    // The nearest bfloat16, ties to even; a NaN stays one.
    private static ushort Rounded(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    private sealed record Tensor(string Name, SafetensorsElement Element, long[] Shape, long Elements, SafetensorsValues Values)
    {
        internal int ElementBytes => Element switch { SafetensorsElement.F64 => 8, SafetensorsElement.F32 => 4, _ => 2 };
    }
}
