using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Rlar.Server.Wire;

/// <summary>A body in a buffer of the shared pool.</summary>
internal sealed class PooledBytes : IDisposable
{
    private const int Smallest = 4 << 10;
    private byte[]? _buffer;
    private int _length;

    /// <summary>The bytes, until they are disposed of.</summary>
    /// <exception cref="ObjectDisposedException">They were.</exception>
    internal ReadOnlyMemory<byte> Memory => (_buffer ?? throw new ObjectDisposedException(nameof(PooledBytes))).AsMemory(0, _length);

    /// <summary>Reads a body to its end.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">The most bytes.</param>
    /// <param name="cancellationToken">The client has hung up.</param>
    internal static async ValueTask<PooledBytes> ReadAsync(HttpRequest request, long most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
            throw new BodyTooLargeException(most);
        var bytes = new PooledBytes();
        try
        {
            var reader = request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                bytes.Append(read.Buffer, most, request.ContentLength);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return bytes;
            }
        }
        catch (Exception error)
        {
            bytes.Dispose();
            if (error is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
                throw new BodyTooLargeException(most);
            if (error is BadHttpRequestException or IOException)
                throw new BadRequestException(null, "it ended before its time", "Send as many bytes as Content-Length says.", error);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { Length: > 0 } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Append(in ReadOnlySequence<byte> part, long most, long? announced)
    {
        var length = _length + part.Length;
        if (length > most || length > Array.MaxLength)
            throw new BodyTooLargeException(most);
        if (_buffer is null || length > _buffer.Length)
        {
            // What a client announces is taken only as far as twice what has come: a header costs no memory.
            var wanted = Math.Max(Math.Max(length, Smallest), Math.Min(announced ?? 0, Math.Max(2 * length, 64 << 10)));
            var next = ArrayPool<byte>.Shared.Rent((int)Math.Max(wanted, Math.Min(2L * (_buffer?.Length ?? 0), Array.MaxLength)));
            _buffer.AsSpan(0, _length).CopyTo(next);
            if (_buffer is not null)
                ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = next;
        }

        part.CopyTo(_buffer.AsSpan(_length));
        _length = (int)length;
    }
}
