using System.Buffers.Binary;
using System.Text.Json;

namespace Rlar.Inference.Safetensors;

/// <summary>
/// Reads the header of a Safetensors file: 8 bytes of length, that many bytes of JSON, the data. As in the reference, the data of the tensors must fill the
/// rest of the file without a gap and without an overlap, so that nothing can hide in it; other than there, an unknown or repeated key is an error.
/// </summary>
/// <param name="path">What messages call the file.</param>
/// <param name="length">The file's length in bytes.</param>
internal sealed class SafetensorsHeader(string path, long length)
{
    // The reference's bound.
    private const long MaxBytes = 100_000_000;
    private const int LengthBytes = 8;
    private const string MetadataKey = "__metadata__";

    /// <summary>The metadata.</summary>
    internal Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensors in the order of their data.</summary>
    internal List<SafetensorsTensor> Tensors { get; } = [];

    /// <summary>Reads and checks it.</summary>
    /// <param name="stream">The file at its start.</param>
    internal SafetensorsHeader Read(Stream stream)
    {
        if (length < LengthBytes)
            throw Error($"has {length} bytes, less than the {LengthBytes} of its header's length: it is truncated or not a Safetensors file");
        Span<byte> word = stackalloc byte[LengthBytes];
        stream.ReadExactly(word);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(word);
        if (size > MaxBytes)
            throw Error($"says that its header has {size} bytes, more than {MaxBytes}: it is not a Safetensors file, or damaged");
        if ((long)size > length - LengthBytes)
            throw Error($"ends within its header, which has {size} bytes: the file is truncated. Get it again, and compare its hash");
        var bytes = new byte[size];
        stream.ReadExactly(bytes);
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
            Fields(document.RootElement, LengthBytes + (long)size);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Error($"has a header that is not JSON ({error.Message.TrimEnd('.')}): it is not a Safetensors file, or damaged", error);
        }

        return this;
    }

    private void Fields(JsonElement root, long start)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Error("has a header that is no JSON object");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in root.EnumerateObject())
        {
            if (!names.Add(field.Name))
                throw Error($"has the key '{field.Name}' twice");
            if (field.Name == MetadataKey)
                ReadMetadata(field.Value);
            else
                Tensors.Add(Tensor(field.Name, field.Value, start));
        }

        Tensors.Sort((one, other) => (one.Offset, one.Offset + one.Bytes).CompareTo((other.Offset, other.Offset + other.Bytes)));
        var end = start;
        foreach (var tensor in Tensors)
        {
            if (tensor.Offset != end)
                throw Error($"tensor '{tensor.Name}' starts at byte {tensor.Offset - start} of the data, and the one before it ends at {end - start}: "
                    + $"{(tensor.Offset < end ? "they overlap" : "there is a gap")}, so the file is damaged");
            end += tensor.Bytes;
        }

        if (end != length)
            throw Error($"has {length - start} bytes of data, and its tensors{(Tensors.Count > 0 ? $", '{Tensors[^1].Name}' last," : "")} take {end - start}: "
                + $"{(end > length ? "the file is truncated. Get it again, and compare its hash" : "the rest belongs to none, so the file is damaged")}");
    }

    private void ReadMetadata(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Error($"'{MetadataKey}' is no object of texts");
        foreach (var field in value.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.String)
                throw Error($"'{MetadataKey}.{field.Name}' is no text");
            if (!Metadata.TryAdd(field.Name, field.Value.GetString()!))
                throw Error($"has the key '{MetadataKey}.{field.Name}' twice");
        }
    }

    private SafetensorsTensor Tensor(string name, JsonElement value, long start)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Error($"tensor '{name}' is no object of dtype, shape and data_offsets");
        var (type, shape, offsets) = ((string?)null, (long[]?)null, (long[]?)null);
        foreach (var field in value.EnumerateObject())
        {
            if (field.Name switch { "dtype" => type is not null, "shape" => shape is not null, "data_offsets" => offsets is not null, _ => false })
                throw Error($"tensor '{name}' has '{field.Name}' twice");
            switch (field.Name)
            {
                case "dtype":
                    type = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() : throw Error($"tensor '{name}': dtype is no text");
                    break;
                case "shape":
                    shape = Numbers(name, field);
                    break;
                case "data_offsets":
                    offsets = Numbers(name, field);
                    break;
                default:
                    throw Error($"tensor '{name}' has the key '{field.Name}'; dtype, shape and data_offsets are known");
            }
        }

        if (type is null || shape is null || offsets is null)
            throw Error($"tensor '{name}' has no '{(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}'");
        if (SafetensorsTypes.Bytes(type) is not { } size)
            throw Error($"tensor '{name}' has the dtype '{type}'; known are {SafetensorsTypes.Names}");
        var elements = 1L;
        foreach (var dimension in shape)
        {
            if (dimension > 0 && elements > long.MaxValue / 8 / dimension)
                throw Error($"tensor '{name}': the shape [{string.Join(", ", shape)}] has more elements than a file can hold");
            elements *= dimension;
        }

        if (offsets is not [var from, var to] || from > to)
            throw Error($"tensor '{name}': data_offsets are [{string.Join(", ", offsets)}]; a start and an end are needed");
        if (to > length - start)
            throw Error($"tensor '{name}' ends at byte {to} of the data, which has {length - start}: the file is truncated. "
                + "Get it again, and compare its hash");
        return to - from == elements * size
            ? new SafetensorsTensor(name, type, shape, elements, to - from, start + from)
            : throw Error($"tensor '{name}' has {to - from} bytes by its data_offsets, and {elements * size} by its dtype and shape: the file is damaged");
    }

    private long[] Numbers(string name, JsonProperty field)
    {
        if (field.Value.ValueKind != JsonValueKind.Array)
            throw Error($"tensor '{name}': {field.Name} is no list of whole numbers");
        return [.. field.Value.EnumerateArray().Select(number =>
            number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var whole) && whole >= 0
                ? whole
                : throw Error($"tensor '{name}': {field.Name} has {number.GetRawText()}, which is no whole number from 0 on"))];
    }

    private InferenceException Error(string what, Exception? inner = null) => new($"{path}: {what}.", inner);
}
