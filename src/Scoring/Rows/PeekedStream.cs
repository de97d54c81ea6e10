namespace Rlar.Scoring.Rows;

/// <summary>A stream whose first bytes can be looked at before they are read, so that the format of a pipe, which cannot seek, can be told.</summary>
/// <param name="inner">The stream.</param>
/// <param name="ownsInner">Whether disposing this disposes it.</param>
internal sealed class PeekedStream(Stream inner, bool ownsInner) : ForwardOnlyStream
{
    private readonly byte[] _peeked = new byte[RowOrigin.StartBytes];
    private int _start;
    private int _end;

    /// <summary>The first bytes, before any is read: as many as wanted, at most <see cref="RowOrigin.StartBytes"/>; fewer where the stream has fewer.</summary>
    public ReadOnlySpan<byte> Peek(int wanted)
    {
        if (_end < wanted)
            _end += inner.ReadAtLeast(_peeked.AsSpan(_end, wanted - _end), wanted - _end, throwOnEndOfStream: false);
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
