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

    /// <summary>Elements that the caller provides: a block, what is asked for next, and a row stored past its end.</summary>
    internal const int ScratchLength = Block + MostAtOnce + OctetMask.Length;

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
        _scratch = scratch;
        _destination = (byte*)destination;
        _streams = streams;
    }

    /// <summary>The most elements that <see cref="AdvanceExactly"/> may be told at once.</summary>
    internal readonly int MostExactly => _streams ? 4 * Block : int.MaxValue;

    /// <summary>Where the next <paramref name="count"/> elements go, at most <see cref="MostAtOnce"/>; up to <see cref="OctetMask.Length"/> more may be stored and are overwritten later.</summary>
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

    /// <summary>Writes what is left.</summary>
    internal void Finish()
    {
        Flush();
        Unsafe.CopyBlockUnaligned(_destination, _scratch, (uint)(_count * sizeof(T)));
        _destination += _count * sizeof(T);
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Flush()
    {
        var source = (byte*)_scratch;
        var bytes = _count * sizeof(T);
        var head = Math.Min(bytes, (int)(-(nint)_destination & (Line - 1)));
        if (!_streams || !Vector256.IsHardwareAccelerated)
            head = bytes;
        Unsafe.CopyBlockUnaligned(_destination, source, (uint)head);
        var end = source + bytes;
        source += head;
        _destination += head;
        for (; source + Line <= end; source += Line, _destination += Line)
        {
            Vector256.Load(source).StoreAlignedNonTemporal(_destination);
            Vector256.Load(source + 32).StoreAlignedNonTemporal(_destination + 32);
        }

        var rest = (int)(end - source);
        Buffer.MemoryCopy(source, _scratch, Line, rest);
        _count = rest / sizeof(T);
    }
}
