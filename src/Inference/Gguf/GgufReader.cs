using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Rlar.Inference.Gguf;

/// <summary>Reads the fields of a GGUF file one after the other; a length is believed only as far as the file goes.</summary>
/// <param name="stream">The file from its start.</param>
/// <param name="path">What messages call it.</param>
internal sealed class GgufReader(Stream stream, string path)
{
    private const int KeptElements = 1024;
    private const string TokensKey = "tokenizer.ggml.tokens";
    private const string TypesKey = "tokenizer.ggml.token_type";
    private readonly byte[] _word = new byte[8];

    /// <summary>The position in the file, in bytes.</summary>
    internal long Position => stream.Position;

    /// <summary>The next 32 bits.</summary>
    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    /// <summary>The next 64 bits, as a count of things that take at least <paramref name="least"/> bytes each.</summary>
    internal long Count(string what, int least)
    {
        var count = BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));
        if (count > (ulong)(stream.Length - stream.Position) / (ulong)least)
            throw Error($"{what} says {count}, more than the rest of the file can hold: the file is truncated or damaged");
        return (long)count;
    }

    /// <summary>The next 64 bits.</summary>
    internal long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    /// <summary>The next string.</summary>
    internal string String(string what)
    {
        var length = Count($"the length of {what}", 1);
        if (length > 64 << 20)
            throw Error($"{what} has {length} bytes, more than 64 MiB");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The next metadata value: a long, ulong, double, bool, string or <see cref="GgufArray"/>.</summary>
    internal object Value(GgufValueType type, string key)
    {
        switch (type)
        {
            case GgufValueType.UInt8:
                return (long)Bytes(1)[0];
            case GgufValueType.Int8:
                return (long)(sbyte)Bytes(1)[0];
            case GgufValueType.UInt16:
                return (long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));
            case GgufValueType.Int16:
                return (long)BinaryPrimitives.ReadInt16LittleEndian(Bytes(2));
            case GgufValueType.UInt32:
                return (long)UInt32();
            case GgufValueType.Int32:
                return (long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));
            case GgufValueType.UInt64:
                var large = BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));
                return large <= long.MaxValue ? (long)large : large;
            case GgufValueType.Int64:
                return Int64();
            case GgufValueType.Float32:
                return (double)BinaryPrimitives.ReadSingleLittleEndian(Bytes(4));
            case GgufValueType.Float64:
                return BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8));
            case GgufValueType.Bool:
                return Bytes(1)[0] != 0;
            case GgufValueType.String:
                return String($"'{key}'");
            case GgufValueType.Array:
                return Array(key);
            default:
                throw Error($"'{key}' has the value type {(int)type}, which GGUF does not know");
        }
    }

    private GgufArray Array(string key)
    {
        var type = (GgufValueType)UInt32();
        var size = type switch
        {
            GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
            GgufValueType.UInt16 or GgufValueType.Int16 => 2,
            GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
            GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 or GgufValueType.String => 8,
            _ => throw Error($"'{key}' is an array of the value type {(int)type}, which GGUF does not know or the engine does not read"),
        };
        var count = Count($"the length of '{key}'", size);
        if (key == TokensKey && type == GgufValueType.String)
            CheckTokens(count);
        if (key == TypesKey && type is GgufValueType.Int32 or GgufValueType.UInt32 && count <= int.MaxValue / 4)
            return Integers(type, (int)count);
        if (count <= KeptElements)
        {
            var values = new List<object>((int)count);
            for (var index = 0L; index < count; index++)
                values.Add(Value(type, key));
            return new GgufArray(type, count, values);
        }

        if (type == GgufValueType.String)
        {
            for (var index = 0L; index < count; index++)
                Skip(Count($"the length of an element of '{key}'", 1));
        }
        else
        {
            Skip(count * size);
        }

        return new GgufArray(type, count, null);
    }

    private GgufArray Integers(GgufValueType type, int count)
    {
        var values = new int[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new GgufArray(type, count, count <= KeptElements ? [.. values.Select(value => (object)(long)value)] : null) { Integers = values };
    }

    // The engine asserts that each token has bytes of its own, gives those without any a name, and reads each as far as its first NUL, which
    // makes another token of it. The position stays.
    private void CheckTokens(long count)
    {
        var start = stream.Position;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0L; index < count; index++)
        {
            var length = Count("the length of a token", 1);
            if (length > 1 << 20)
                throw Error($"has a token of {length} bytes: the file is damaged");
            var bytes = new byte[length];
            stream.ReadExactly(bytes);
            if (bytes.AsSpan().Contains((byte)0))
                throw Error(
                    $"token {index}, '{Encoding.UTF8.GetString(bytes).Replace("\0", "\\0", StringComparison.Ordinal)}', holds a NUL, where the engine would end it: "
                    + "its texts would be another token's. Convert the model anew with the token written otherwise, as <0x00> or in the byte alphabet");
            if (length > 0 && !seen.Add(Encoding.Latin1.GetString(bytes)))
                throw Error($"has the token '{Encoding.UTF8.GetString(bytes)}' twice: the file is damaged");
        }

        _ = stream.Seek(start, SeekOrigin.Begin);
    }

    /// <summary>The error about this file.</summary>
    internal InferenceException Error(string what, Exception? inner = null) => new($"{path}: {what}.", inner);

    private void Skip(long bytes) => stream.Seek(bytes, SeekOrigin.Current);

    private Span<byte> Bytes(int count)
    {
        var span = _word.AsSpan(0, count);
        stream.ReadExactly(span);
        return span;
    }
}
