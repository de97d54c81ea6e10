using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Rlar.Inference.Gguf;

/// <summary>
/// Writes a GGUF file, version 3: metadata and tensors are declared first, in the order in which they shall stand in the file, and the weights are
/// asked for when the file is written, so that no copy of them is held. The same declarations give the same bytes.
/// </summary>
public sealed class GgufWriter
{
    private const uint Magic = 0x46554747;
    private const uint Version = 3;
    private const string AlignmentKey = "general.alignment";
    private const int ChunkValues = 1 << 16;
    private const int MaxDimensions = 4;
    private const int MaxNameBytes = 63;
    private readonly ArrayBufferWriter<byte> _metadata = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<Tensor> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Starts a file.</summary>
    /// <param name="alignment">
    /// At multiples of how many bytes tensors start: a power of two from 8 on. Another than 32 is written as general.alignment. Default 32.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The alignment is no power of two from 8 on.</exception>
    public GgufWriter(int alignment = 32)
    {
        if (alignment < 8 || !BitOperations.IsPow2(alignment))
            throw new ArgumentOutOfRangeException(nameof(alignment), alignment, "a power of two from 8 on is needed");
        Alignment = alignment;
        if (alignment != 32)
            Set(AlignmentKey, (uint)alignment);
    }

    /// <summary>At multiples of how many bytes tensors start.</summary>
    public int Alignment { get; }

    /// <summary>Sets a whole number of 32 bits without a sign, the kind of most counts.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="value">The value.</param>
    public void Set(string key, uint value) => Scalar(key, GgufValueType.UInt32, value);

    /// <summary>Sets a whole number of 32 bits.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="value">The value.</param>
    public void Set(string key, int value) => Scalar(key, GgufValueType.Int32, value);

    /// <summary>Sets a whole number of 64 bits without a sign.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="value">The value.</param>
    public void Set(string key, ulong value) => Scalar(key, GgufValueType.UInt64, value);

    /// <summary>Sets a whole number of 64 bits.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="value">The value.</param>
    public void Set(string key, long value) => Scalar(key, GgufValueType.Int64, value);

    /// <summary>Sets a single.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="value">The value.</param>
    public void Set(string key, float value) => Scalar(key, GgufValueType.Float32, value);

    /// <summary>Sets a double.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="value">The value.</param>
    public void Set(string key, double value) => Scalar(key, GgufValueType.Float64, value);

    /// <summary>Sets a truth value.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="value">The value.</param>
    public void Set(string key, bool value) => Scalar(key, GgufValueType.Bool, value ? (byte)1 : (byte)0);

    /// <summary>Sets a text.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="value">The value.</param>
    public void Set(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Key(key, GgufValueType.String);
        Text(_metadata, Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Sets a list of texts.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="values">The elements.</param>
    public void Set(string key, IReadOnlyCollection<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Array(key, GgufValueType.String, values.Count);
        foreach (var value in values)
            Text(_metadata, Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Sets a list of whole numbers of 32 bits.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="values">The elements.</param>
    public void Set(string key, ReadOnlySpan<int> values) => Scalars(key, GgufValueType.Int32, values);

    /// <summary>Sets a list of whole numbers of 32 bits without a sign.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="values">The elements.</param>
    public void Set(string key, ReadOnlySpan<uint> values) => Scalars(key, GgufValueType.UInt32, values);

    /// <summary>Sets a list of singles.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="values">The elements.</param>
    public void Set(string key, ReadOnlySpan<float> values) => Scalars(key, GgufValueType.Float32, values);

    /// <summary>Sets a list of bytes.</summary>
    /// <param name="key">The key, which must not be set yet.</param>
    /// <param name="values">The elements.</param>
    public void Set(string key, ReadOnlySpan<byte> values) => Scalars(key, GgufValueType.UInt8, values);

    /// <summary>Declares a tensor.</summary>
    /// <param name="name">Its name, up to 63 bytes.</param>
    /// <param name="element">How it is stored.</param>
    /// <param name="dimensions">One to four, the fastest first: a matrix of r rows of c weights has [c, r].</param>
    /// <param name="values">Gives the weights when the file is written.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or taken, or the dimensions are wrong.</exception>
    public void Add(string name, GgufElement element, ReadOnlySpan<long> dimensions, GgufValues values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        if (Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
            throw new ArgumentException($"the name '{name}' has more than {MaxNameBytes} bytes", nameof(name));
        if (dimensions.Length is < 1 or > MaxDimensions)
            throw new ArgumentException($"'{name}' has {dimensions.Length} dimensions; 1 to {MaxDimensions} are possible", nameof(dimensions));
        var count = 1L;
        foreach (var dimension in dimensions)
        {
            if (dimension < 1 || dimension > long.MaxValue / 8 / count)
                throw new ArgumentException($"'{name}' has a dimension of {dimension}", nameof(dimensions));
            count *= dimension;
        }

        Declare(new Tensor(name, (uint)element, dimensions.ToArray(), count * (element == GgufElement.F32 ? 4 : 2), (target, cancellationToken) =>
            WriteWeights(target, element, count, values, cancellationToken)));
    }

    /// <summary>Sets a value of another file.</summary>
    internal void Set(GgufField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        Key(field.Key, field.Type);
        _metadata.Write(field.Value);
    }

    /// <summary>Declares a tensor of another file, which is copied as it is stored there.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="source">Its file, open and of the same length as when it was read; it is read when this one is written.</param>
    internal void Add(GgufTensor tensor, FileStream source)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(source);
        Declare(new Tensor(tensor.Name, GgmlTypes.Number(tensor.Type), [.. tensor.Dimensions], tensor.Bytes, (target, cancellationToken) =>
            Copy(source, tensor, target, cancellationToken)));
    }

    /// <summary>Writes the file.</summary>
    /// <param name="target">Where to; it is not closed, and need not seek.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    public void WriteTo(Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var header = new ArrayBufferWriter<byte>();
        Write(header, Magic);
        Write(header, Version);
        Write(header, (long)_tensors.Count);
        Write(header, (long)_keys.Count);
        header.Write(_metadata.WrittenSpan);
        var offset = 0L;
        foreach (var tensor in _tensors)
        {
            Text(header, Encoding.UTF8.GetBytes(tensor.Name));
            Write(header, tensor.Dimensions.Length);
            foreach (var dimension in tensor.Dimensions)
                Write(header, dimension);
            Write(header, tensor.Type);
            Write(header, offset);
            offset += Aligned(tensor.Bytes);
        }

        target.Write(header.WrittenSpan);
        target.Write(new byte[Aligned(header.WrittenCount) - header.WrittenCount]);
        foreach (var tensor in _tensors)
        {
            tensor.Write(target, cancellationToken);
            target.Write(new byte[Aligned(tensor.Bytes) - tensor.Bytes]);
        }
    }

    private void Declare(Tensor tensor)
    {
        if (!_names.Add(tensor.Name))
            throw new ArgumentException($"there is a tensor '{tensor.Name}' already", nameof(tensor));
        _tensors.Add(tensor);
    }

    private static void WriteWeights(Stream target, GgufElement element, long count, GgufValues source, CancellationToken cancellationToken)
    {
        var values = new float[Math.Min(ChunkValues, count)];
        var halves = element == GgufElement.F16 ? new Half[values.Length] : [];
        for (var start = 0L; start < count; start += values.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = values.AsSpan(0, (int)Math.Min(values.Length, count - start));
            source(start, piece);
            for (var index = 0; index < Math.Min(halves.Length, piece.Length); index++)
                halves[index] = (Half)piece[index];
            // GGUF is little-endian, as every machine is that the engines run on.
            target.Write(halves.Length > 0 ? MemoryMarshal.AsBytes(halves.AsSpan(0, piece.Length)) : MemoryMarshal.AsBytes(piece));
        }
    }

    private static void Copy(FileStream source, GgufTensor tensor, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(tensor.Bytes, ChunkValues * 4)];
        source.Position = tensor.Offset;
        for (var left = tensor.Bytes; left > 0; left -= buffer.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            source.ReadExactly(piece);
            target.Write(piece);
        }
    }

    private long Aligned(long position) => (position + Alignment - 1) / Alignment * Alignment;

    private void Key(string key, GgufValueType type)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!_keys.Add(key))
            throw new ArgumentException($"'{key}' is set already", nameof(key));
        Text(_metadata, Encoding.UTF8.GetBytes(key));
        Write(_metadata, (int)type);
    }

    private void Array(string key, GgufValueType type, int count)
    {
        Key(key, GgufValueType.Array);
        Write(_metadata, (int)type);
        Write(_metadata, (long)count);
    }

    private void Scalar<T>(string key, GgufValueType type, T value)
        where T : unmanaged
    {
        Key(key, type);
        _metadata.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
    }

    private void Scalars<T>(string key, GgufValueType type, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Array(key, type, values.Length);
        _metadata.Write(MemoryMarshal.AsBytes(values));
    }

    private static void Text(ArrayBufferWriter<byte> target, byte[] text)
    {
        Write(target, (long)text.Length);
        target.Write(text);
    }

    private static void Write(ArrayBufferWriter<byte> target, uint value)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        target.Write(word);
    }

    private static void Write(ArrayBufferWriter<byte> target, int value) => Write(target, (uint)value);

    private static void Write(ArrayBufferWriter<byte> target, long value)
    {
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(word, value);
        target.Write(word);
    }

    private sealed record Tensor(string Name, uint Type, long[] Dimensions, long Bytes, Action<Stream, CancellationToken> Write);
}
