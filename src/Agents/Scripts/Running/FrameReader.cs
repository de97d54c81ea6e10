using System.Buffers.Binary;

namespace Rlar.Agents.Scripts.Running;

/// <summary>Takes frames of <see cref="ScriptWire"/> from a stream, as many at a read as are there.</summary>
/// <param name="stream">The stream.</param>
internal sealed class FrameReader(Stream stream)
{
    private byte[] _buffer = new byte[1 << 18];
    private int _start;
    private int _end;

    /// <summary>Reads the next frame; false at the end of the stream.</summary>
    /// <param name="frame">What is in it, until the next one is read.</param>
    /// <exception cref="EndOfStreamException">The stream ends within a frame.</exception>
    /// <exception cref="InvalidDataException">What is there is no frame.</exception>
    internal bool TryRead(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        if (!TryFill(sizeof(int)))
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        if (length is < 0 or > ScriptWire.LongestFrame)
            throw new InvalidDataException("What was written is no frame.");
        _start += sizeof(int);
        if (!TryFill(length))
            throw new EndOfStreamException();
        frame = _buffer.AsSpan(_start, length);
        _start += length;
        return true;
    }

    // So many bytes from the start on; false where the stream ends before the first.
    private bool TryFill(int count)
    {
        if (_end - _start >= count)
            return true;
        if (_start + count > _buffer.Length)
            MakeRoom(count);
        while (_end - _start < count)
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                return _end == _start ? false : throw new EndOfStreamException();
            _end += read;
        }

        return true;
    }

    private void MakeRoom(int count)
    {
        var into = count > _buffer.Length ? new byte[Math.Max(count, Math.Min(2L * _buffer.Length, ScriptWire.LongestFrame))] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(into);
        (_buffer, _start, _end) = (into, 0, _end - _start);
    }
}
