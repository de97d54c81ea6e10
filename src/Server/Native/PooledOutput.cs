using System.Buffers;
using System.Collections.Concurrent;
using Rlar.Scoring.Rows;

namespace Rlar.Server.Native;

/// <summary>A buffer for answers with a writer of rows, used again by the next request.</summary>
internal sealed class PooledOutput : IDisposable
{
    private const int MostKept = 256;
    private const int LargestKept = 1 << 20;
    private static readonly ConcurrentBag<PooledOutput> s_free = [];
    private readonly ArrayBufferWriter<byte> _bytes = new(4 << 10);

    /// <summary>Writes rows, each valid until the next.</summary>
    internal OutcomeWriter Writer { get; } = new();

    /// <summary>What was appended.</summary>
    internal ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>The buffer itself.</summary>
    internal IBufferWriter<byte> Bytes => _bytes;

    /// <summary>An empty one.</summary>
    internal static PooledOutput Rent() => s_free.TryTake(out var free) ? free : new PooledOutput();

    /// <summary>Appends bytes.</summary>
    internal void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>Throws away what was appended beyond a length.</summary>
    internal void Clear() => _bytes.ResetWrittenCount();

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        Clear();
        if (_bytes.Capacity <= LargestKept && s_free.Count < MostKept)
            s_free.Add(this);
        else
            Writer.Dispose();
    }
}
