namespace Rlar.Inference.Llama.Grammar;

/// <summary>The tokens of a vocabulary that are text, by their bytes: each node is a byte, with its first child, its next sibling and its tokens.</summary>
internal sealed class VocabularyTrie
{
    private readonly List<(byte Value, int Child, int Sibling, int Token)> _nodes = [(0, -1, -1, -1)];
    private readonly int[] _same;

    internal VocabularyTrie(IGrammarTokens vocabulary)
    {
        var tokens = new List<(byte[] Bytes, int Token)>();
        var ends = new List<int>();
        for (var token = 0; token < vocabulary.Size; token++)
        {
            if (vocabulary.IsEnd(token))
                ends.Add(token);
            else if (vocabulary.BytesOf(token) is { Length: > 0 } bytes)
                tokens.Add((bytes, token));
        }

        Size = vocabulary.Size;
        Ends = ends;
        _same = new int[vocabulary.Size];
        tokens.Sort(static (one, other) => one.Bytes.AsSpan().SequenceCompareTo(other.Bytes));
        // Sorted, each token continues the way of the one before.
        var way = new List<int> { 0 };
        byte[] previous = [];
        foreach (var (bytes, token) in tokens)
        {
            var common = bytes.AsSpan().CommonPrefixLength(previous);
            way.RemoveRange(common + 1, way.Count - common - 1);
            foreach (var value in bytes.AsSpan(common))
            {
                var parent = way[^1];
                _nodes.Add((value, -1, _nodes[parent].Child, -1));
                _nodes[parent] = _nodes[parent] with { Child = _nodes.Count - 1 };
                way.Add(_nodes.Count - 1);
            }

            _same[token] = _nodes[way[^1]].Token;
            _nodes[way[^1]] = _nodes[way[^1]] with { Token = token };
            previous = bytes;
        }
    }

    /// <summary>How many tokens the vocabulary has.</summary>
    internal int Size { get; }

    /// <summary>The tokens that say that a text is over.</summary>
    internal IReadOnlyList<int> Ends { get; }

    /// <summary>The tokens whose bytes can be followed from a state, a bit each.</summary>
    internal ulong[] Mask(GrammarState start, Func<GrammarState, byte, GrammarState?> next)
    {
        var mask = new ulong[(Size + 63) / 64];
        var open = new Stack<(int Node, GrammarState State)>();
        open.Push((0, start));
        while (open.TryPop(out var top))
        {
            for (var node = _nodes[top.Node].Child; node >= 0; node = _nodes[node].Sibling)
            {
                if (next(top.State, _nodes[node].Value) is not { } state)
                    continue;
                for (var token = _nodes[node].Token; token >= 0; token = _same[token])
                    mask[token >> 6] |= 1UL << token;
                if (_nodes[node].Child >= 0)
                    open.Push((node, state));
            }
        }

        return mask;
    }
}
