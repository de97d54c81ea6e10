namespace Rlar.Host;

/// <summary>
/// A stream whose reads end when they are cancelled, though the operating system's do not: they are made by a thread of their own, which is left behind.
/// One thread reads.
/// </summary>
/// <param name="inner">The stream.</param>
/// <param name="cancellationToken">Ends a read that waits.</param>
internal sealed class InterruptibleStream(Stream inner, CancellationToken cancellationToken) : Stream
{
    private readonly byte[] _buffer = new byte[64 << 10];
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly SemaphoreSlim _given = new(0);
    private Thread? _reader;
    private int _start;
    private int _end;
    private Exception? _error;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
        {
            if (_reader is null)
            {
                _reader = new Thread(ReadOn) { IsBackground = true, Name = "standard input" };
                _reader.Start();
            }

            _wanted.Release();
            _given.Wait(cancellationToken);
            if (_error is not null)
                throw new IOException(_error.Message, _error);
        }

        var length = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void ReadOn()
    {
        while (_error is null)
        {
            _wanted.Wait(CancellationToken.None);
            try
            {
                (_start, _end) = (0, inner.Read(_buffer));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                _error = error;
            }

            _given.Release();
        }
    }
}
