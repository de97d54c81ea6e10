namespace Rlar.Inference.Tokenizers.Models;

/// <summary>
/// A word as symbols that are merged, lowest rank first and leftmost among equals (BPE). Short words are searched through; long ones go through a heap over a
/// linked list, so that a word of n symbols takes n log n steps.
/// </summary>
internal sealed class Symbols
{
    private const int ShortWord = 40;

    private int[] _ids = new int[64];
    private int[] _lengths = new int[64];
    private (int Rank, int Id)[] _merges = new (int, int)[64];
    private int[] _previous = [];
    private int[] _next = [];
    private ulong[] _heap = [];
    private int _heapCount;

    /// <summary>How many symbols there are.</summary>
    internal int Count { get; private set; }

    /// <summary>The ids of the symbols.</summary>
    internal ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    /// <summary>How many bytes of the word each symbol stands for.</summary>
    internal ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Count);

    /// <summary>Starts a new word.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Appends a symbol.</summary>
    internal void Add(int id, int length)
    {
        if (Count == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * Count);
            Array.Resize(ref _lengths, 2 * Count);
            Array.Resize(ref _merges, 2 * Count);
        }

        (_ids[Count], _lengths[Count]) = (id, length);
        Count++;
    }

    /// <summary>Merges until no merge applies.</summary>
    internal void Merge(MergeTable table)
    {
        for (var i = 0; i + 1 < Count; i++)
            _merges[i] = table.Find(_ids[i], _ids[i + 1]);
        if (Count <= ShortWord)
            MergeShort(table);
        else
            MergeLong(table);
    }

    private void MergeShort(MergeTable table)
    {
        var (ids, lengths, merges, count) = (_ids, _lengths, _merges, Count);
        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i < count - 1; i++)
            {
                if (merges[i].Rank < merges[best].Rank)
                    best = i;
            }

            if (merges[best].Rank == int.MaxValue)
                break;
            ids[best] = merges[best].Id;
            lengths[best] += lengths[best + 1];
            count--;
            var moved = count - best - 1;
            Array.Copy(ids, best + 2, ids, best + 1, moved);
            Array.Copy(lengths, best + 2, lengths, best + 1, moved);
            if (moved > 0)
            {
                Array.Copy(merges, best + 2, merges, best + 1, moved - 1);
                merges[best] = table.Find(ids[best], ids[best + 1]);
            }

            if (best > 0)
                merges[best - 1] = table.Find(ids[best - 1], ids[best]);
        }

        Count = count;
    }

    private void MergeLong(MergeTable table)
    {
        Grow();
        _heapCount = 0;
        for (var i = 0; i < Count; i++)
        {
            (_previous[i], _next[i]) = (i - 1, i + 1 < Count ? i + 1 : -1);
            if (i + 1 < Count && _merges[i].Rank != int.MaxValue)
                _heap[_heapCount++] = (ulong)(uint)_merges[i].Rank << 32 | (uint)i;
        }

        for (var i = _heapCount / 2 - 1; i >= 0; i--)
            SiftDown(i);
        while (_heapCount > 0)
        {
            var top = Pop();
            var at = (int)(uint)top;
            // A pair that has changed since it was put on the heap has another rank, or none.
            if (_lengths[at] == 0 || _next[at] < 0 || _merges[at].Rank != (int)(top >> 32))
                continue;
            var right = _next[at];
            _ids[at] = _merges[at].Id;
            _lengths[at] += _lengths[right];
            _lengths[right] = 0;
            _next[at] = _next[right];
            if (_next[at] >= 0)
                _previous[_next[at]] = at;
            Pair(table, at);
            if (_previous[at] >= 0)
                Pair(table, _previous[at]);
        }

        var count = 0;
        for (var i = 0; i >= 0; i = _next[i])
            (_ids[count], _lengths[count++]) = (_ids[i], _lengths[i]);
        Count = count;
    }

    private void Pair(MergeTable table, int at)
    {
        _merges[at] = _next[at] < 0 ? (int.MaxValue, -1) : table.Find(_ids[at], _ids[_next[at]]);
        if (_merges[at].Rank != int.MaxValue)
            Push((ulong)(uint)_merges[at].Rank << 32 | (uint)at);
    }

    private void Grow()
    {
        if (_next.Length >= Count)
            return;
        _previous = new int[_ids.Length];
        _next = new int[_ids.Length];
        // Every merge takes one entry off and puts at most two on.
        _heap = new ulong[2 * _ids.Length];
    }

    private void Push(ulong key)
    {
        var at = _heapCount++;
        while (at > 0 && _heap[(at - 1) / 2] > key)
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = key;
    }

    private ulong Pop()
    {
        var top = _heap[0];
        _heap[0] = _heap[--_heapCount];
        SiftDown(0);
        return top;
    }

    private void SiftDown(int at)
    {
        var key = _heap[at];
        while (2 * at + 1 < _heapCount)
        {
            var child = 2 * at + 1;
            if (child + 1 < _heapCount && _heap[child + 1] < _heap[child])
                child++;
            if (_heap[child] >= key)
                break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = key;
    }
}
