namespace Rlar.Scoring.Tests.Rows;

/// <summary>Gives one byte a read, as a slow pipe may, and at its end fails if asked to.</summary>
internal sealed class Dribble(byte[] bytes, bool failAtEnd = false) : ForwardStream
{
    private int _position;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position == bytes.Length)
            return failAtEnd ? throw new IOException("the pipe broke.") : 0;
        buffer[offset] = bytes[_position++];
        return 1;
    }
}

/// <summary>A good row, a line of many bytes, a good row: made as it is read.</summary>
internal sealed class LongLine(long length) : ForwardStream
{
    private long _position = -3;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var given = 0;
        for (; given < count && _position < length + 4; given++, _position++)
            buffer[offset + given] = _position == -1 || _position == length ? (byte)'\n' : (byte)'x';
        return given;
    }
}

/// <summary>Takes some bytes and then fails, as a full disk does.</summary>
internal sealed class FullDisk(int room) : ForwardStream
{
    private int _written;

    public override bool CanWrite => true;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count)
    {
        _written += count;
        if (_written > room)
            throw new IOException("No space left on device");
    }
}

internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
