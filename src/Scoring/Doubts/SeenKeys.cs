using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Doubts;

/// <summary>
/// Which keys came twice, and where first. The first <see cref="Capacity"/> different keys are remembered, in 2 MiB at most: of those that come
/// later nothing is known, and a repetition of the first is found wherever it stands. Kept of a key are 32 bits of its hash and its place among
/// 2^18: that two of a file's are taken for one happens once in some 100,000 files.
/// </summary>
internal sealed class SeenKeys
{
    /// <summary>Different keys that are remembered.</summary>
    internal const int Capacity = 1 << 17;

    private const int Slots = 2 * Capacity; // half of them stay free: searches are short

    // A slot: 32 bits of the hash above the line, which is never 0.
    private ulong[]? _slots;
    private int _count;
    private RowKey? _last;

    /// <summary>Rows whose key had come before.</summary>
    internal long Repeated { get; private set; }

    /// <summary>Those whose key was that of the row before.</summary>
    internal long Adjacent { get; private set; }

    /// <summary>The lines of the first repetition: where the key stood first, and where again. Null where there is none.</summary>
    internal (long First, long Again)? Example { get; private set; }

    /// <summary>Takes a row's key in.</summary>
    /// <param name="key">The key.</param>
    /// <param name="line">The row's line, from 1.</param>
    internal void Add(RowKey key, long line)
    {
        Adjacent += key == _last ? 1 : 0;
        _last = key;
        _slots ??= new ulong[Slots];
        var print = (key.High >> 32) << 32;
        var at = (int)(key.Low % Slots);
        while (_slots[at] != 0)
        {
            if ((_slots[at] & ~(ulong)uint.MaxValue) == print)
            {
                Repeated++;
                Example ??= ((uint)_slots[at], line);
                return;
            }

            at = (at + 1) % Slots;
        }

        if (_count == Capacity)
            return;
        _count++;
        _slots[at] = print | (uint)Math.Min(line, uint.MaxValue);
    }
}
