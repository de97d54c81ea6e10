namespace Rlar.Inference.Llama.Grammar;

/// <summary>The grammars that were last used with a vocabulary, so that what was computed for them serves the next request. Safe for several threads.</summary>
internal sealed class GrammarCache(IGrammarTokens tokens)
{
    private const int Kept = 16;
    private readonly Lock _gate = new();
    private readonly List<(string Text, GrammarAutomaton Automaton)> _recent = [];
    private readonly Lazy<VocabularyTrie> _trie = new(() => new VocabularyTrie(tokens));

    /// <summary>The vocabulary.</summary>
    internal IGrammarTokens Tokens => tokens;

    /// <summary>The grammar over the vocabulary.</summary>
    /// <exception cref="InferenceException">The vocabulary has no texts.</exception>
    internal GrammarAutomaton Get(GbnfGrammar grammar)
    {
        lock (_gate)
        {
            var at = _recent.FindIndex(entry => entry.Text == grammar.Text);
            var entry = at >= 0 ? _recent[at] : (grammar.Text, new GrammarAutomaton(grammar, _trie.Value));
            if (at >= 0)
                _recent.RemoveAt(at);
            else if (_recent.Count == Kept)
                _recent.RemoveAt(0);
            _recent.Add(entry);
            return entry.Item2;
        }
    }
}
