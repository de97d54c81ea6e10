using ZstdSharp;

namespace Rlar.Tables;

/// <summary>Decompresses Zstandard, several frames too; damage and truncation are the errors that gzip has for them.</summary>
/// <param name="compressed">The compressed stream; disposed with this.</param>
internal sealed class ZstdStream(Stream compressed) : Stream
{
    private readonly DecompressionStream _inner = new(compressed, bufferSize: 0, checkEndOfStream: true, leaveOpen: false);

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
    /// <exception cref="InvalidDataException">The data is truncated or damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _inner.Read(buffer);
        }
        catch (ZstdException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException("The data is truncated.", error);
        }
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
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
