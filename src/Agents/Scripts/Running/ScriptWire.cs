using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Rlar.Agents.Scripts.Running;

/// <summary>
/// What the host and a worker say to each other: frames of four bytes of length, little-endian, and so many bytes. Texts are UTF-16 as they stand, so that half of a
/// character arrives as it was; a text that is none has the length -1.
/// </summary>
internal static class ScriptWire
{
    /// <summary>The longest frame that is taken.</summary>
    internal const int LongestFrame = 256 << 20;

    /// <summary>Loads a script: its number, its assembly. The answer: a text, empty where it was loaded.</summary>
    internal const byte Load = 1;

    /// <summary>Scores completions: see <see cref="ScriptWorker"/>. The answer: a count, and for each call a status with a number or a text.</summary>
    internal const byte Score = 2;

    /// <summary>Writes a frame.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="write">Writes what is in it.</param>
    internal static void Frame(ArrayBufferWriter<byte> into, Action<ArrayBufferWriter<byte>> write)
    {
        var start = into.WrittenCount;
        Number(into, 0);
        write(into);
        BinaryPrimitives.WriteInt32LittleEndian(MemoryMarshal.AsMemory(into.WrittenMemory[start..]).Span, into.WrittenCount - start - sizeof(int));
    }

    /// <summary>Writes a byte.</summary>
    internal static void Byte(ArrayBufferWriter<byte> into, byte value)
    {
        into.GetSpan(1)[0] = value;
        into.Advance(1);
    }

    /// <summary>Writes a number.</summary>
    internal static void Number(ArrayBufferWriter<byte> into, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into.GetSpan(sizeof(int)), value);
        into.Advance(sizeof(int));
    }

    /// <summary>Writes a large number.</summary>
    internal static void Large(ArrayBufferWriter<byte> into, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(into.GetSpan(sizeof(long)), value);
        into.Advance(sizeof(long));
    }

    /// <summary>Writes a text.</summary>
    internal static void Text(ArrayBufferWriter<byte> into, string? text)
    {
        Number(into, text?.Length ?? -1);
        if (text is not null)
            into.Write(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    /// <summary>Reads a frame that was received.</summary>
    /// <param name="data">What is in it.</param>
    internal ref struct Reader(ReadOnlySpan<byte> data)
    {
        private ReadOnlySpan<byte> _data = data;

        /// <summary>Reads a byte.</summary>
        internal byte Byte() => Take(1)[0];

        /// <summary>Reads a number.</summary>
        internal int Number() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

        /// <summary>Reads a large number.</summary>
        internal long Large() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

        /// <summary>Reads a text.</summary>
        internal string? Text() => Number() is >= 0 and var length ? new string(MemoryMarshal.Cast<byte, char>(Take(checked(2 * length)))) : null;

        /// <summary>Reads bytes.</summary>
        internal ReadOnlySpan<byte> Bytes() => Take(Number());

        private ReadOnlySpan<byte> Take(int count)
        {
            var taken = _data[..count];
            _data = _data[count..];
            return taken;
        }
    }
}
