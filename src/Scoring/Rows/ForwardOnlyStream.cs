namespace Rlar.Scoring.Rows;

/// <summary>A stream that can be read once, from start to end.</summary>
internal abstract class ForwardOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A stream whose first two bytes can be looked at before they are read, so that a pipe, which cannot seek, can be told from gzip.</summary>
/// <param name="inner">The stream.</param>
/// <param name="ownsInner">Whether disposing this disposes it.</param>
internal sealed class PeekedStream(Stream inner, bool ownsInner) : ForwardOnlyStream
{
    private readonly byte[] _peeked = new byte[2];
    private int _start;
    private int _end;

    /// <summary>The first two bytes, fewer where the stream has fewer.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        if (_end == 0)
            _end = inner.ReadAtLeast(_peeked, _peeked.Length, throwOnEndOfStream: false);
        return _peeked.AsSpan(0, _end);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
            return inner.Read(buffer);

        var length = Math.Min(buffer.Length, _end - _start);
        _peeked.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsInner)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
