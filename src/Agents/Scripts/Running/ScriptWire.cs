using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Rlar.Agents.Scripts.Running;

/// <summary>
/// What the host and a worker say to each other: frames of four bytes of length, little-endian, and so many bytes. A text is its characters as they stand, so
/// that half of a character arrives as it was: two bytes each, or one each where all are ASCII, as most texts are.
/// </summary>
internal static class ScriptWire
{
    /// <summary>The longest frame that is taken.</summary>
    internal const int LongestFrame = 256 << 20;

    /// <summary>Loads a script: its number, its assembly. The answer: a text, empty where it was loaded.</summary>
    internal const byte Load = 1;

    /// <summary>Scores completions: see <see cref="ScriptWorker"/>. The answer: a count, and for each call a status with a number or a text.</summary>
    internal const byte Score = 2;

    /// <summary>Added to the kind of a request behind which others of the same message come: its answer may wait for theirs.</summary>
    internal const byte More = 0x80;

    private const int None = -1;

    /// <summary>Begins a frame.</summary>
    /// <param name="into">Where to.</param>
    /// <returns>Where it begins, for <see cref="End"/>.</returns>
    internal static int Begin(ArrayBufferWriter<byte> into)
    {
        var start = into.WrittenCount;
        Number(into, 0);
        return start;
    }

    /// <summary>Ends a frame: what was written since is in it.</summary>
    internal static void End(ArrayBufferWriter<byte> into, int start) =>
        BinaryPrimitives.WriteInt32LittleEndian(MemoryMarshal.AsMemory(into.WrittenMemory[start..]).Span, into.WrittenCount - start - sizeof(int));

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

    /// <summary>Writes a text: twice its length, and one more where its characters are of one byte.</summary>
    internal static void Text(ArrayBufferWriter<byte> into, string? text)
    {
        if (text is null)
        {
            Number(into, None);
        }
        else if (Ascii.IsValid(text))
        {
            Number(into, checked((2 * text.Length) + 1));
            _ = Ascii.FromUtf16(text, into.GetSpan(text.Length), out var count);
            into.Advance(count);
        }
        else
        {
            Number(into, checked(2 * text.Length));
            into.Write(MemoryMarshal.AsBytes(text.AsSpan()));
        }
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
        internal string? Text()
        {
            var number = Number();
            var length = number >> 1;
            return number == None ? null
                : (number & 1) != 0 ? Encoding.Latin1.GetString(Take(length))
                : new string(MemoryMarshal.Cast<byte, char>(Take(checked(2 * length))));
        }

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
