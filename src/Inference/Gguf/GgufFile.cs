using System.Diagnostics.CodeAnalysis;

namespace Rlar.Inference.Gguf;

/// <summary>
/// What a GGUF file says about itself: metadata and tensors, without the weights. Reading checks everything that the native engine would
/// trust: lengths, types, dimensions, and that each tensor lies within the file.
/// </summary>
public sealed class GgufFile
{
    private const uint Magic = 0x46554747;
    private const int MaxDimensions = 4;

    private GgufFile(string path, long bytes, Dictionary<string, object> metadata, List<GgufTensor> tensors)
    {
        Path = path;
        Bytes = bytes;
        Metadata = metadata;
        Tensors = tensors;
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>The length of the file in bytes.</summary>
    public long Bytes { get; }

    /// <summary>The metadata: long (ulong beyond its range), double, bool, string or <see cref="GgufArray"/> by key.</summary>
    public IReadOnlyDictionary<string, object> Metadata { get; }

    /// <summary>The tensors in the file's order.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>Reads a file's metadata and the places of its tensors.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InferenceException">It cannot be read, is not GGUF version 2 or 3, or is truncated or damaged.</exception>
    public static GgufFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return Read(stream, path);
        }
        catch (EndOfStreamException error)
        {
            throw new InferenceException($"{path}: ends within its header: the file is truncated. Get it again, and compare its hash.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    /// <summary>A metadata value of a type, or null where the key is missing or has another type.</summary>
    public string? Text(string key) => Metadata.GetValueOrDefault(key) as string;

    /// <summary>A whole number of the metadata, or null where the key is missing or has another type.</summary>
    public long? Number(string key) => Metadata.GetValueOrDefault(key) as long?;

    private static GgufFile Read(FileStream stream, string path)
    {
        var reader = new GgufReader(stream, path);
        if (stream.Length < 24 || reader.UInt32() != Magic)
            throw reader.Error("is not a GGUF file (it does not start with GGUF). Models of other formats have to be converted to GGUF first");
        var version = reader.UInt32();
        if (version is not (2 or 3))
            throw reader.Error($"is GGUF version {version}; versions 2 and 3 are read (a big-endian file shows as a very large version)");
        var tensorCount = reader.Count("the number of tensors", 1);
        var keyCount = reader.Count("the number of metadata keys", 1);
        var metadata = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var index = 0L; index < keyCount; index++)
        {
            var key = reader.String("a metadata key");
            if (!metadata.TryAdd(key, reader.Value((GgufValueType)reader.UInt32(), key)))
                throw reader.Error($"has the metadata key '{key}' twice");
        }

        var found = new List<(string Name, string Type, long[] Dimensions, long Elements, long Bytes, long Offset)>();
        for (var index = 0L; index < tensorCount; index++)
            found.Add(Tensor(reader));
        var start = Aligned(reader, metadata, reader.Position, out var alignment);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var tensors = found.ConvertAll(tensor =>
        {
            if (!names.Add(tensor.Name))
                throw reader.Error($"has the tensor '{tensor.Name}' twice");
            if (tensor.Offset < 0 || tensor.Offset % alignment != 0)
                throw reader.Error($"tensor '{tensor.Name}' starts at {tensor.Offset}, which is no multiple of {alignment}: the file is damaged");
            if (tensor.Offset > stream.Length - start || tensor.Bytes > stream.Length - start - tensor.Offset)
                throw reader.Error(
                    $"tensor '{tensor.Name}' needs {tensor.Bytes} bytes at {start + tensor.Offset}, but the file has {stream.Length}: "
                    + "it is truncated. Get it again, and compare its hash");
            return new GgufTensor(tensor.Name, tensor.Type, tensor.Dimensions, tensor.Elements, tensor.Bytes, start + tensor.Offset);
        });
        return new GgufFile(path, stream.Length, metadata, tensors);
    }

    private static long Aligned(GgufReader reader, Dictionary<string, object> metadata, long position, out long alignment)
    {
        alignment = metadata.GetValueOrDefault("general.alignment") as long? ?? 32;
        if (alignment is < 1 or > 1 << 20 || (alignment & (alignment - 1)) != 0)
            throw reader.Error($"general.alignment is {alignment}, which is no power of two");
        return (position + alignment - 1) / alignment * alignment;
    }

    [SuppressMessage("Style", "IDE0042", Justification = "The type is used by its parts' names.")]
    private static (string Name, string Type, long[] Dimensions, long Elements, long Bytes, long Offset) Tensor(GgufReader reader)
    {
        var name = reader.String("a tensor's name");
        var rank = reader.UInt32();
        if (rank is < 1 or > MaxDimensions)
            throw reader.Error($"tensor '{name}' has {rank} dimensions; 1 to {MaxDimensions} are possible");
        var dimensions = new long[rank];
        var elements = 1L;
        foreach (ref var dimension in dimensions.AsSpan())
        {
            dimension = reader.Int64();
            if (dimension < 1 || dimension > long.MaxValue / 512 / elements)
                throw reader.Error($"tensor '{name}' has a dimension of {dimension}: the file is damaged");
            elements *= dimension;
        }

        var number = reader.UInt32();
        if (GgmlTypes.Find(number) is not { } type)
            throw reader.Error($"tensor '{name}' has the element type {number}, which the engine does not know");
        if (dimensions[0] % type.Block != 0)
            throw reader.Error($"tensor '{name}' is {type.Name} in rows of {dimensions[0]}, which is no multiple of {type.Block}: the file is damaged");
        return (name, type.Name, dimensions, elements, elements / type.Block * type.Bytes, reader.Int64());
    }
}
