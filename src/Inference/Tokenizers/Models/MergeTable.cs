namespace Rlar.Inference.Tokenizers.Models;

/// <summary>
/// The merges of a BPE model: a pair of ids to its rank and the id of the two together. Open addressing,
/// for this lookup is most of the time.
/// </summary>
internal sealed class MergeTable
{
    private readonly ulong[] _keys;
    private readonly (int Rank, int Id)[] _values;
    private readonly int _shift;

    /// <summary>Makes room for a number of merges.</summary>
    internal MergeTable(int count)
    {
        var bits = 4;
        while (1 << bits < 2 * count)
            bits++;
        _keys = new ulong[1 << bits];
        _values = new (int, int)[1 << bits];
        _shift = 64 - bits;
        Array.Fill(_keys, ulong.MaxValue);
    }

    /// <summary>Adds a merge; of two for the same pair the later holds.</summary>
    internal void Add(int left, int right, int rank, int id)
    {
        var key = Key(left, right);
        var at = Place(key);
        while (_keys[at] != ulong.MaxValue && _keys[at] != key)
            at = at + 1 & _keys.Length - 1;
        (_keys[at], _values[at]) = (key, (rank, id));
    }

    /// <summary>The merge of two ids; a rank of <see cref="int.MaxValue"/> where there is none.</summary>
    internal (int Rank, int Id) Find(int left, int right)
    {
        var key = Key(left, right);
        for (var at = Place(key); ; at = at + 1 & _keys.Length - 1)
        {
            if (_keys[at] == key)
                return _values[at];
            if (_keys[at] == ulong.MaxValue)
                return (int.MaxValue, -1);
        }
    }

    /// <summary>All merges.</summary>
    internal IEnumerable<(int Left, int Right, int Rank, int Id)> All()
    {
        for (var at = 0; at < _keys.Length; at++)
        {
            if (_keys[at] != ulong.MaxValue)
                yield return ((int)(_keys[at] >> 32), (int)(uint)_keys[at], _values[at].Rank, _values[at].Id);
        }
    }

    private static ulong Key(int left, int right) => (ulong)(uint)left << 32 | (uint)right;

    private int Place(ulong key) => (int)((key ^ key >> 29) * 0x9E3779B97F4A7C15UL >> _shift);
}
