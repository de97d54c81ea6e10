namespace Rlar.Tables.Ipc;

/// <summary>
/// A stream that remembers its last bytes. An Arrow stream that was cut between two batches reads like a whole one, but for the mark at its end.
/// </summary>
/// <param name="inner">The stream; disposed with this.</param>
internal sealed class EndOfStream(Stream inner) : Stream
{
    private readonly byte[] _last = new byte[8];

    /// <summary>Whether what was read last is the end mark.</summary>
    internal bool HasMark => _last.AsSpan().SequenceEqual<byte>([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var given = buffer[..read];
        if (read >= _last.Length)
        {
            given[^_last.Length..].CopyTo(_last);
        }
        else
        {
            _last.AsSpan(read).CopyTo(_last);
            given.CopyTo(_last.AsSpan(_last.Length - read));
        }

        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
