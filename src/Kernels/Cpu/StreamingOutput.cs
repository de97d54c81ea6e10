using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// Gathers a chunk's output in the first-level cache and writes it out block by block. Past the caches it writes whole lines without
/// reading them first, as a large memory copy does: plain stores would fetch every line that they are about to overwrite, half as much
/// traffic again. What does not fill a line waits for the next block, because a line written half this way and half that costs most of all.
/// </summary>
internal unsafe ref struct StreamingOutput<T>
    where T : unmanaged
{
    /// <summary>The most elements that may be asked for at once.</summary>
    internal const int MostAtOnce = 4096;

    /// <summary>
    /// Elements that the caller provides: what <see cref="Tail"/> overwrites, a block, what is asked for next, and a row stored past its end.
    /// </summary>
    internal const int ScratchLength = Line + Block + MostAtOnce + OctetMask.Length;

    // 2 KB of floats is what the store buffer takes while the next tiles are computed; blocks of 8 KB took 9 % longer on 1e7 rewards.
    private const int Block = 512;

    private const int Line = 64;

    private readonly T* _scratch;
    private readonly bool _streams;
    private byte* _destination;
    private int _count;

    /// <summary>Starts at a chunk's first element.</summary>
    internal StreamingOutput(T* scratch, T* destination, bool streams)
    {
        _scratch = scratch + Line;
        _destination = (byte*)destination;
        _streams = streams;
    }

    /// <summary>Whether it writes past the caches.</summary>
    internal readonly bool Streams => _streams;

    /// <summary>The most elements that <see cref="AdvanceExactly"/> may be told at once.</summary>
    internal readonly int MostExactly => _streams ? 4 * Block : int.MaxValue;

    /// <summary>Where the first row goes: the destination, or after what still waits for the rest of its line.</summary>
    internal readonly T* Head => !_streams || (_count == 0 && !StartsLine(_destination)) ? (T*)_destination : _scratch + _count;

    /// <summary>
    /// Where the next <paramref name="count"/> elements go, at most <see cref="MostAtOnce"/>; up to <see cref="OctetMask.Length"/> more may be
    /// stored and are overwritten later.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T* Next(int count)
    {
        var at = Room();
        Advance(count);
        return at;
    }

    /// <summary>As <see cref="Next"/>, where it is not yet known how many elements there will be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T* Room()
    {
        if (_count >= Block)
            Flush();
        return _scratch + _count;
    }

    /// <summary>Keeps the first <paramref name="count"/> elements that were stored at <see cref="Room"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Advance(int count) => _count += count;

    /// <summary>Where the next elements go if none will be stored past them: the destination itself, unless that is past the caches.</summary>
    internal T* RoomExactly()
    {
        if (_streams)
            return Room();
        Finish();
        return (T*)_destination;
    }

    /// <summary>Keeps the elements that were stored at <see cref="RoomExactly"/>.</summary>
    internal void AdvanceExactly(int count)
    {
        if (_streams)
            _count += count;
        else
            _destination += (nint)count * sizeof(T);
    }

    /// <summary>
    /// For rows that are lines of the destination: the first line that begins with an element of the rows. The first sixteen elements are
    /// to be stored at <see cref="Head"/>, and those past the last whole line as <see cref="Tail"/> says.
    /// </summary>
    /// <param name="start">The elements before that line.</param>
    internal T* Lines(out int start)
    {
        if (_count > 0)
            Settle();
        var next = _destination + _count * sizeof(T);
        start = (int)(-(nint)next & (Line - 1)) / sizeof(T);
        return (T*)next + start;
    }

    /// <summary>Keeps the rows, of which the lines up to <paramref name="line"/> have been written, and the first is at <see cref="Head"/>.</summary>
    internal void AdvanceLines(T* line)
    {
        if (_count > 0)
        {
            Vector256.Load((byte*)_scratch).StoreAlignedNonTemporal(_destination);
            Vector256.Load((byte*)_scratch + 32).StoreAlignedNonTemporal(_destination + 32);
        }

        _destination = (byte*)line;
        _count = 0;
    }

    /// <summary>Where the last <paramref name="count"/> elements go, less than a line; a row that ends with them may be stored.</summary>
    internal T* Tail(int count)
    {
        if (_streams)
        {
            _count = count;
            return _scratch;
        }

        var tail = (T*)_destination;
        _destination = (byte*)(tail + count);
        return tail;
    }

    /// <summary>Writes what is left.</summary>
    internal void Finish()
    {
        Flush();
        Unsafe.CopyBlockUnaligned(_destination, _scratch, (uint)(_count * sizeof(T)));
        _destination += _count * sizeof(T);
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Settle()
    {
        if (!_streams)
            Finish();
        else if (_count >= Line / sizeof(T) || !StartsLine(_destination))
            Flush();
    }

    private static bool StartsLine(byte* address) => ((nint)address & (Line - 1)) == 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Flush()
    {
        var source = (byte*)_scratch;
        var destination = _destination;
        var bytes = _count * sizeof(T);
        var head = Math.Min(bytes, (int)(-(nint)destination & (Line - 1)));
        if (!_streams || !Vector256.IsHardwareAccelerated)
            head = bytes;
        Unsafe.CopyBlockUnaligned(destination, source, (uint)head);
        var end = source + bytes;
        source += head;
        destination += head;
        for (; source + Line <= end; source += Line, destination += Line)
        {
            Vector256.Load(source).StoreAlignedNonTemporal(destination);
            Vector256.Load(source + 32).StoreAlignedNonTemporal(destination + 32);
        }

        _destination = destination;
        var rest = (int)(end - source);
        Buffer.MemoryCopy(source, _scratch, Line, rest);
        _count = rest / sizeof(T);
    }
}
