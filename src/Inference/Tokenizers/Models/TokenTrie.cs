namespace Rlar.Inference.Tokenizers.Models;

/// <summary>Tokens by their characters: all tokens that start at a place are found in one walk. Edges are kept in one table with open addressing.</summary>
internal sealed class TokenTrie
{
    private ulong[] _keys = new ulong[1 << 10];
    private int[] _children = new int[1 << 10];
    private readonly List<int> _tokens = [-1];
    private int _count;

    /// <summary>The node of the empty text.</summary>
    internal static int Root => 0;

    /// <summary>Adds a token; of two that are written the same the later holds.</summary>
    internal void Add(ReadOnlySpan<char> token, int id)
    {
        var node = Root;
        foreach (var c in token)
            node = ChildOrNew(node, c);
        _tokens[node] = id;
    }

    /// <summary>The node after one more character, or -1.</summary>
    internal int Child(int node, char c)
    {
        var key = Key(node, c);
        for (var at = Place(key); ; at = at + 1 & _keys.Length - 1)
        {
            if (_keys[at] == key)
                return _children[at];
            if (_keys[at] == 0)
                return -1;
        }
    }

    /// <summary>The token that ends at a node, or -1.</summary>
    internal int Token(int node) => _tokens[node];

    private static ulong Key(int node, char c) => ((ulong)node << 16 | c) + 1;

    private int ChildOrNew(int node, char c)
    {
        var key = Key(node, c);
        var at = Place(key);
        while (_keys[at] != 0 && _keys[at] != key)
            at = at + 1 & _keys.Length - 1;
        if (_keys[at] == key)
            return _children[at];
        (_keys[at], _children[at]) = (key, _tokens.Count);
        _tokens.Add(-1);
        if (++_count * 2 > _keys.Length)
            Grow();
        return _tokens.Count - 1;
    }

    private void Grow()
    {
        var (keys, children) = (_keys, _children);
        _keys = new ulong[2 * keys.Length];
        _children = new int[2 * keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] == 0)
                continue;
            var at = Place(keys[i]);
            while (_keys[at] != 0)
                at = at + 1 & _keys.Length - 1;
            (_keys[at], _children[at]) = (keys[i], children[i]);
        }
    }

    private int Place(ulong key) => (int)((key ^ key >> 31) * 0x9E3779B97F4A7C15UL >> 32) & _keys.Length - 1;
}
