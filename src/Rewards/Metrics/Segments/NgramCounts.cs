using System.Numerics;
using System.Runtime.CompilerServices;
using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Metrics.Segments;

/// <summary>
/// The n-grams of references with their counts, and how many of a hypothesis' n-grams are among them. An n-gram is the place of its first
/// n - 1 symbols in the table and its last symbol, packed into one number that the table compares whole: the counts are exact.
/// An n-gram whose beginning no reference has is never looked for.
/// </summary>
internal sealed class NgramCounts
{
    // So many places at a time that what is kept of each stays in the first cache.
    private const int Block = 2048;

    // A random odd factor, one per process: multiplication by it and the high bits make a hash that no text can be written against.
    private static readonly ulong s_factor =
        ((ulong)(uint)string.GetHashCode("n-gram", StringComparison.Ordinal) << 32)
        | (uint)string.GetHashCode("factor", StringComparison.Ordinal)
        | 1;

    private readonly Scratch<int> _nodes = new();
    private readonly Scratch<int> _places = new();
    private readonly Scratch<int> _taken = new();
    private Slot[] _slots = [];
    private int _shift;
    private int _size;

    private struct Slot
    {
        internal ulong Key;
        internal int Count;
        internal int Current;
    }

    /// <summary>How many n-grams of an order a text of some length has.</summary>
    internal static int CountOf(int length, int order) => Math.Max(0, length - order + 1);

    /// <summary>Empties the table.</summary>
    /// <param name="most">How many n-grams will be added at most, all orders together.</param>
    internal void Clear(long most)
    {
        var size = (int)Math.Min(1 << 30, BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(most + most / 2, 16, 1 << 30)));
        if (_slots.Length < size || _slots.Length > 1 << 20 && _slots.Length > 4 * size)
            _slots = new Slot[size];
        else
            Array.Clear(_slots, 0, size);
        _size = size;
        _shift = 64 - BitOperations.Log2((uint)size);
    }

    /// <summary>Adds the first reference.</summary>
    /// <param name="symbols">Its symbols, none negative.</param>
    /// <param name="orders">The greatest n.</param>
    internal void AddReference(ReadOnlySpan<int> symbols, int orders)
    {
        ref var slots = ref _slots[0];
        var nodes = _nodes.Resize(symbols.Length);
        nodes.Clear();
        for (var order = 1; order <= orders; order++)
        {
            var last = symbols[(symbols.Length - CountOf(symbols.Length, order))..];
            var starts = nodes[..last.Length];
            for (var i = 0; i < starts.Length; i++)
            {
                var at = FindOrAdd(ref slots, Key(starts[i], last[i]));
                Unsafe.Add(ref slots, at).Count++;
                starts[i] = at + 1;
            }
        }
    }

    /// <summary>Adds another reference; an n-gram's count is the greatest of those that one reference has.</summary>
    /// <param name="symbols">Its symbols, none negative.</param>
    /// <param name="orders">The greatest n.</param>
    internal void AddAnother(ReadOnlySpan<int> symbols, int orders)
    {
        foreach (ref var slot in _slots.AsSpan(0, _size))
            slot.Current = 0;
        var nodes = _nodes.Resize(symbols.Length);
        nodes.Clear();
        for (var order = 1; order <= orders; order++)
        {
            var count = CountOf(symbols.Length, order);
            for (var i = 0; i < count; i++)
            {
                var at = FindOrAdd(ref _slots[0], Key(nodes[i], symbols[i + order - 1]));
                ref var slot = ref _slots[at];
                slot.Count = Math.Max(slot.Count, ++slot.Current);
                nodes[i] = at + 1;
            }
        }
    }

    /// <summary>How many n-grams of a hypothesis the references have, each counted at most as often as they have it.</summary>
    /// <param name="symbols">The symbols of the hypothesis; a negative one is in no reference.</param>
    /// <param name="matches">By order from 1 on, the number to be added to.</param>
    internal void Match(ReadOnlySpan<int> symbols, Span<int> matches)
    {
        _taken.Clear();
        for (var from = 0; from < symbols.Length; from += Block)
            Match(symbols, from, Math.Min(symbols.Length, from + Block), matches);
        foreach (var at in _taken.Items)
            _slots[at].Count++;
    }

    // The n-grams that begin in a block, order after order; what is left of them at an order is all that the next one looks at.
    private void Match(ReadOnlySpan<int> symbols, int from, int end, Span<int> matches)
    {
        ref var slots = ref _slots[0];
        var nodes = _nodes.Resize(end - from);
        var places = _places.Resize(end - from);
        var alive = 0;
        for (var i = from; i < end; i++)
        {
            if (symbols[i] >= 0)
            {
                nodes[alive] = 0;
                places[alive++] = i;
            }
        }

        for (var order = 1; order <= matches.Length && alive > 0; order++)
        {
            var (still, matched) = (0, 0);
            for (var a = 0; a < alive; a++)
            {
                var last = places[a] + order - 1;
                if (last >= symbols.Length || symbols[last] < 0)
                    continue;
                var at = Find(ref slots, Key(nodes[a], symbols[last]));
                if (at < 0)
                    continue;
                nodes[still] = at + 1;
                places[still++] = places[a];
                ref var slot = ref Unsafe.Add(ref slots, at);
                if (slot.Count == 0)
                    continue;
                slot.Count--;
                _taken.Add(at);
                matched++;
            }

            matches[order - 1] += matched;
            alive = still;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key(int node, int symbol) => ((ulong)(uint)node << 32) | (uint)(symbol + 1);

    // The mask keeps every place below _size, so the bounds need no check.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindOrAdd(ref Slot slots, ulong key)
    {
        for (var at = (int)(key * s_factor >> _shift); ; at = (at + 1) & (_size - 1))
        {
            ref var slot = ref Unsafe.Add(ref slots, at);
            if (slot.Key == key)
                return at;
            if (slot.Key != 0)
                continue;
            slot.Key = key;
            return at;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ref Slot slots, ulong key)
    {
        for (var at = (int)(key * s_factor >> _shift); ; at = (at + 1) & (_size - 1))
        {
            var known = Unsafe.Add(ref slots, at).Key;
            if (known == key)
                return at;
            if (known == 0)
                return -1;
        }
    }
}
