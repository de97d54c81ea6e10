using System.Buffers;
using System.Runtime.CompilerServices;

namespace Rlar.Scoring.Rows;

/// <summary>The bytes of one row while it is written, pooled, and handed over without a copy. Not for several threads at once.</summary>
public sealed class RowBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 1 << 10;
    private readonly int _limit;
    private byte[] _bytes = [];
    private int _expected = Smallest;

    /// <summary>Creates a buffer.</summary>
    /// <param name="limit">The most bytes of a row.</param>
    public RowBuffer(int limit) => _limit = limit;

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>Whether more was written than a row may have: it is refused, and what follows is not kept.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Writes one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte value)
    {
        if (Length == _bytes.Length)
            Grow(1);
        _bytes[Length++] = value;
    }

    /// <summary>Writes bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - Length)
            Grow(bytes.Length);
        if (bytes.Length > _bytes.Length - Length)
            return; // a row that is too long
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        _ = GetSpan(sizeHint);
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var wanted = Math.Max(sizeHint, 1);
        if (wanted > _bytes.Length - Length)
            Grow(wanted);
        if (wanted > _bytes.Length - Length)
            Resize(Length + wanted); // a row that is too long: what is written to the span is not kept, but there has to be one
        return _bytes.AsSpan(Length);
    }

    /// <summary>Throws away what was written.</summary>
    public void Clear()
    {
        Length = 0;
        IsTooLong = false;
    }

    /// <summary>Hands the row over and begins the next.</summary>
    /// <param name="number">The row's one-based number.</param>
    internal InputLine Detach(long number)
    {
        var line = new InputLine(number, _bytes, Length);
        _expected = Math.Max(Smallest, Length + (Length / 4));
        _bytes = [];
        Clear();
        return line;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Clear();
    }

    private void Grow(int more)
    {
        if (IsTooLong || more > _limit - Length)
        {
            IsTooLong = true;
            Length = 0;
            if (_bytes.Length == 0)
                Resize(Smallest);
            return;
        }

        Resize((int)Math.Min(Math.Max(Math.Max(_expected, 2L * _bytes.Length), Length + more), Math.Max(_limit, Length + more)));
    }

    private void Resize(int size)
    {
        var next = ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(0, Length).CopyTo(next);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = next;
    }
}
