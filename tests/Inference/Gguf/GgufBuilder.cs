using System.Text;

namespace Rlar.Inference.Tests.Gguf;

/// <summary>Writes small GGUF files, right or wrong.</summary>
internal sealed class GgufBuilder
{
    private readonly List<byte> _keys = [];
    private readonly List<byte> _tensors = [];
    private int _keyCount;
    private int _tensorCount;

    internal uint Version { get; init; } = 3;

    internal GgufBuilder Key(string key, uint type, params byte[] value)
    {
        Text(_keys, key);
        _keys.AddRange(BitConverter.GetBytes(type));
        _keys.AddRange(value);
        _keyCount++;
        return this;
    }

    internal GgufBuilder Key(string key, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return Key(key, 8, [.. BitConverter.GetBytes((long)bytes.Length), .. bytes]);
    }

    internal GgufBuilder Tensor(string name, uint type, ulong offset, params long[] dimensions)
    {
        Text(_tensors, name);
        _tensors.AddRange(BitConverter.GetBytes((uint)dimensions.Length));
        foreach (var dimension in dimensions)
            _tensors.AddRange(BitConverter.GetBytes(dimension));
        _tensors.AddRange(BitConverter.GetBytes(type));
        _tensors.AddRange(BitConverter.GetBytes(offset));
        _tensorCount++;
        return this;
    }

    internal byte[] Bytes(int dataBytes)
    {
        using var file = new MemoryStream();
        file.Write("GGUF"u8);
        file.Write(BitConverter.GetBytes(Version));
        file.Write(BitConverter.GetBytes((long)_tensorCount));
        file.Write(BitConverter.GetBytes((long)_keyCount));
        file.Write(_keys.ToArray());
        file.Write(_tensors.ToArray());
        file.Write(new byte[(32 - (file.Length % 32)) % 32]);
        file.Write(new byte[dataBytes]);
        return file.ToArray();
    }

    private static void Text(List<byte> target, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        target.AddRange(BitConverter.GetBytes((long)bytes.Length));
        target.AddRange(bytes);
    }
}
