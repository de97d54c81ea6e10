namespace Rlar.Kernels.Tests.Ptx;

/// <summary>
/// Memory that a kernel may touch, and who touched what in it: two threads that touch one place, one of them writing, with no barrier between, race.
/// </summary>
internal sealed unsafe class PtxRange
{
    private const int Nobody = -2;
    private const int Many = -1;

    private readonly string _name;
    private readonly byte* _memory;
    private readonly int _grain;
    private readonly Touch[] _writes;
    private readonly Touch[] _reads;
    private readonly bool _mustBeWritten;

    /// <param name="name">For messages.</param>
    /// <param name="start">Its address as the kernel sees it.</param>
    /// <param name="memory">Where it really lies.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="grain">Bytes that are told apart: 1 for bytes, else 4.</param>
    /// <param name="mustBeWritten">Whether reading what nobody wrote is a fault.</param>
    internal PtxRange(string name, ulong start, byte* memory, long bytes, int grain, bool mustBeWritten)
    {
        (_name, Start, Bytes, _grain, _mustBeWritten) = (name, start, bytes, grain, mustBeWritten);
        _memory = memory;
        _writes = new Touch[(bytes + grain - 1) / grain];
        _reads = new Touch[_writes.Length];
        Array.Fill(_writes, new Touch(Nobody, 0, 0));
        Array.Fill(_reads, new Touch(Nobody, 0, 0));
    }

    internal ulong Start { get; }

    internal long Bytes { get; }

    internal bool Holds(ulong address, int size) => address >= Start && address + (ulong)size <= Start + (ulong)Bytes;

    /// <summary>Where an access really goes, after the checks.</summary>
    internal byte* Access(ulong address, int size, bool isWrite, in Touch touch, string text)
    {
        var offset = (long)(address - Start);
        for (var grain = offset / _grain; grain <= (offset + size - 1) / _grain; grain++)
        {
            ref var write = ref _writes[grain];
            ref var read = ref _reads[grain];
            if (Conflicts(write, touch) || (isWrite && Conflicts(read, touch)))
                throw new PtxException($"race in {_name} at byte {offset}: '{text}' of {touch} and {(Conflicts(write, touch) ? $"a write of {write}" : $"a read of {read}")}");
            if (isWrite)
                write = touch;
            else if (_mustBeWritten && write.Block == Nobody)
                throw new PtxException($"'{text}' reads byte {offset} of {_name}, which nobody wrote");
            else
                read = Joined(read, touch);
        }

        return _memory + offset;
    }

    private static bool Conflicts(in Touch before, in Touch now) =>
        before.Block != Nobody && (before.Block != now.Block || (before.Epoch == now.Epoch && before.Thread != now.Thread));

    private static Touch Joined(in Touch before, in Touch now)
    {
        if (before.Block == Nobody || (before.Block == now.Block && before.Epoch != now.Epoch))
            return now;
        return before.Block == now.Block ? (before.Thread == now.Thread ? now : now with { Thread = Many }) : now with { Block = Many };
    }

    /// <summary>An access: which thread of which block, and how many barriers it had passed.</summary>
    internal readonly record struct Touch(int Block, int Epoch, int Thread);
}
