using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Metrics.Segments;

/// <summary>
/// Numbers for words, from 0 on in the order in which they come. Words are compared, not only their hashes; the hash is .NET's randomised one,
/// so that no text can make all its words collide.
/// </summary>
internal sealed class WordNumbers
{
    private readonly Scratch<char> _letters = new();
    private readonly Scratch<(int Hash, int Start, int Length)> _words = new();
    private int[] _slots = new int[64];
    private int _mask = 63;

    internal int Count => _words.Count;

    internal void Clear()
    {
        // What a long text has left would cost every short one its clearing.
        if (_slots.Length > 1024 && _words.Count < _slots.Length / 16)
            _slots = new int[64];
        else
            Array.Clear(_slots);
        _mask = _slots.Length - 1;
        _letters.Clear();
        _words.Clear();
    }

    /// <summary>The word's number, or -1.</summary>
    internal int Find(ReadOnlySpan<char> word)
    {
        var hash = string.GetHashCode(word, StringComparison.Ordinal);
        for (var at = hash & _mask; _slots[at] != 0; at = (at + 1) & _mask)
        {
            if (IsAt(_slots[at] - 1, hash, word))
                return _slots[at] - 1;
        }

        return -1;
    }

    /// <summary>The word's number, a new one if it has none.</summary>
    internal int Add(ReadOnlySpan<char> word)
    {
        var hash = string.GetHashCode(word, StringComparison.Ordinal);
        var at = hash & _mask;
        for (; _slots[at] != 0; at = (at + 1) & _mask)
        {
            if (IsAt(_slots[at] - 1, hash, word))
                return _slots[at] - 1;
        }

        _slots[at] = _words.Count + 1;
        _words.Add((hash, _letters.Count, word.Length));
        word.CopyTo(_letters.Append(word.Length));
        if (2 * _words.Count > _mask)
            Grow();
        return _words.Count - 1;
    }

    private bool IsAt(int number, int hash, ReadOnlySpan<char> word)
    {
        var known = _words.Items[number];
        return known.Hash == hash && known.Length == word.Length && _letters.Items.Slice(known.Start, known.Length).SequenceEqual(word);
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        _mask = _slots.Length - 1;
        for (var number = 0; number < _words.Count; number++)
        {
            var at = _words.Items[number].Hash & _mask;
            while (_slots[at] != 0)
                at = (at + 1) & _mask;
            _slots[at] = number + 1;
        }
    }
}
