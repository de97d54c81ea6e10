namespace Rlar.Scoring.Rows;

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
