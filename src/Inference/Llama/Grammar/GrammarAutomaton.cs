namespace Rlar.Inference.Llama.Grammar;

/// <summary>A grammar over a vocabulary: which tokens may follow. What was computed for a state is kept. Safe for several threads.</summary>
internal sealed class GrammarAutomaton(GbnfGrammar grammar, VocabularyTrie trie)
{
    private const int MostMasks = 2048;
    private readonly GrammarFollower _follower = new(grammar);
    private readonly Dictionary<GrammarState, ulong[]> _masks = [];

    /// <summary>Where a text begins.</summary>
    internal GrammarState Start => _follower.Start;

    /// <summary>Where bytes lead; null where the grammar does not allow them.</summary>
    internal GrammarState? Follow(GrammarState state, ReadOnlySpan<byte> bytes) => _follower.Follow(state, bytes);

    /// <summary>The tokens that may come next, a bit each; the ends with them where the text may end.</summary>
    internal ulong[] Mask(GrammarState state)
    {
        lock (_follower.Gate)
        {
            if (_masks.TryGetValue(state, out var mask))
                return mask;
            if (_masks.Count == MostMasks)
                _masks.Clear();
            _masks[state] = mask = trie.Mask(state, _follower.Next);
            if (state.IsComplete)
            {
                foreach (var end in trie.Ends)
                    mask[end >> 6] |= 1UL << end;
            }

            return mask;
        }
    }
}
