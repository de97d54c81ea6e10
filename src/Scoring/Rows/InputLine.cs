using System.Buffers;

namespace Rlar.Scoring.Rows;

/// <summary>
/// One line of an input, in a pooled buffer of its own: it may be handed to another thread and stays valid until it is disposed, however
/// far the source has been read since.
/// </summary>
public sealed class InputLine : IDisposable
{
    private readonly int _length;
    private byte[]? _pooled;

    internal InputLine(long number, ReadOnlySpan<byte> bytes)
    {
        Number = number;
        _length = bytes.Length;
        _pooled = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(_pooled);
    }

    /// <summary>Takes over a buffer that was written for it.</summary>
    /// <param name="number">One-based number of the row.</param>
    /// <param name="pooled">A buffer of the shared pool, or an empty one.</param>
    /// <param name="length">How much of it the row is.</param>
    internal InputLine(long number, byte[] pooled, int length)
    {
        Number = number;
        _length = length;
        _pooled = pooled;
    }

    /// <summary>One-based number of the line in its file, where blank lines count; of a row in its table or array.</summary>
    public long Number { get; }

    /// <summary>The line as valid UTF-8, without its line end, and blank only where the source keeps such lines.</summary>
    /// <exception cref="ObjectDisposedException">The line was released.</exception>
    public ReadOnlyMemory<byte> Bytes => (_pooled ?? throw new ObjectDisposedException(nameof(InputLine))).AsMemory(0, _length);

    /// <summary>XXH3 of the bytes, seeded with the number: what tells, in an output's record, which row was made of this line.</summary>
    /// <exception cref="ObjectDisposedException">The line was released.</exception>
    public ulong Hash => RowHashes.OfInput(Bytes.Span, Number);

    /// <summary>Gives the buffer back. A second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pooled, null) is { } pooled)
            ArrayPool<byte>.Shared.Return(pooled);
    }
}
