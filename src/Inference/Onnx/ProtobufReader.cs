using System.Text;

namespace Rlar.Inference.Onnx;

/// <summary>Reads the fields of a protobuf message from a file, and skips those that nobody wants without reading them.</summary>
/// <param name="stream">The file.</param>
/// <param name="path">What messages call it.</param>
internal sealed class ProtobufReader(Stream stream, string path)
{
    private const int MaxText = 1 << 20;
    private long _end = stream.Length;

    /// <summary>The number of the field that is read.</summary>
    internal int Field { get; private set; }

    /// <summary>Its value, where it is a whole number; its length, where it is a message or text.</summary>
    internal long Value { get; private set; }

    /// <summary>Whether it has a length: a message, a text, packed numbers.</summary>
    internal bool IsBytes { get; private set; }

    /// <summary>The error of this file.</summary>
    internal InferenceException Error(string what) => new($"{path}: is no ONNX model: {what}.");

    /// <summary>Reads each field of the message that the file is positioned in.</summary>
    /// <param name="take">Called for each field; one with a length that it does not read is skipped.</param>
    internal void Fields(Action take)
    {
        while (stream.Position < _end)
        {
            var tag = Varint();
            (Field, IsBytes) = ((int)(tag >> 3) & 0x1fffffff, (tag & 7) == 2);
            switch (tag & 7)
            {
                case 0:
                    Value = (long)Varint();
                    take();
                    break;
                case 1:
                    Skip(8);
                    break;
                case 2:
                    Value = (long)Varint();
                    if (Value < 0 || Value > _end - stream.Position)
                        throw Error($"a field of {Value} bytes goes beyond its message: the file is truncated, damaged, or of another format");
                    var next = stream.Position + Value;
                    take();
                    stream.Position = next;
                    break;
                case 5:
                    Skip(4);
                    break;
                default:
                    throw Error($"it has a field of the kind {tag & 7}: the file is damaged, or of another format");
            }
        }
    }

    /// <summary>Reads the message that the field is.</summary>
    internal void Message(Action take)
    {
        if (!IsBytes)
            throw Error($"field {Field} should be a message");
        var outer = _end;
        _end = stream.Position + Value;
        Fields(take);
        _end = outer;
    }

    /// <summary>The text that the field is.</summary>
    internal string Text()
    {
        if (!IsBytes || Value > MaxText)
            throw Error($"field {Field} should be a text of up to {MaxText} bytes");
        var bytes = new byte[Value];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The whole numbers that the field is: one, or packed ones.</summary>
    internal IEnumerable<long> Numbers()
    {
        if (!IsBytes)
        {
            yield return Value;
            yield break;
        }

        for (var end = stream.Position + Value; stream.Position < end;)
            yield return (long)Varint();
    }

    private void Skip(int bytes)
    {
        if (bytes > _end - stream.Position)
            throw Error("it ends within a number: the file is truncated or damaged");
        stream.Position += bytes;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.Position < _end ? stream.ReadByte() : -1;
            if (next < 0)
                throw Error("it ends within a number: the file is truncated or damaged");
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw Error("a number has more than 64 bits: the file is damaged, or of another format");
    }
}
