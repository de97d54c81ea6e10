namespace Rlar.Scoring.Rows;

/// <summary>A stream whose first bytes can be looked at before they are read, so that the format of a pipe, which cannot seek, can be told.</summary>
/// <param name="inner">The stream.</param>
/// <param name="ownsInner">Whether disposing this disposes it.</param>
internal sealed class PeekedStream(Stream inner, bool ownsInner) : ForwardOnlyStream
{
    private readonly byte[] _peeked = new byte[RowOrigin.StartBytes];
    private int _start;
    private int _end;
    private Exception? _failure;

    /// <summary>The first bytes, before any is read: as many as wanted, at most <see cref="RowOrigin.StartBytes"/>; fewer where the stream has fewer.</summary>
    public ReadOnlySpan<byte> Peek(int wanted)
    {
        try
        {
            while (_end < wanted && _failure is null && inner.Read(_peeked.AsSpan(_end, wanted - _end)) is > 0 and var read)
                _end += read;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            _failure = error; // raised where it would have been without a look ahead: after the bytes before it
        }

        return _peeked.AsSpan(0, _end);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
            return _failure is null ? inner.Read(buffer) : throw _failure;

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
