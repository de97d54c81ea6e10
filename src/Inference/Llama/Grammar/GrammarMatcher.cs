namespace Rlar.Inference.Llama.Grammar;

/// <summary>Where one generation is in its grammar.</summary>
internal sealed class GrammarMatcher
{
    private readonly IGrammarTokens _tokens;
    private readonly GrammarAutomaton _automaton;
    private GrammarState _state;

    internal GrammarMatcher(GbnfGrammar grammar, GrammarCache grammars)
    {
        _tokens = grammars.Tokens;
        _automaton = grammars.Get(grammar);
        _state = _automaton.Start;
    }

    /// <summary>Whether the text is complete and nothing can follow.</summary>
    internal bool IsOver => _state is { IsComplete: true, Stacks.Length: 0 };

    /// <summary>Whether a token may come next.</summary>
    internal bool Allows(int token) => _tokens.IsEnd(token)
        ? _state.IsComplete
        : _tokens.BytesOf(token) is { Length: > 0 } bytes && _automaton.Follow(_state, bytes) is not null;

    /// <summary>Makes the logits of tokens that may not come next -infinity.</summary>
    internal void Apply(Span<float> logits)
    {
        var mask = _automaton.Mask(_state);
        for (var token = 0; token < logits.Length; token++)
        {
            if ((mask[token >> 6] >> token & 1) == 0)
                logits[token] = float.NegativeInfinity;
        }
    }

    /// <summary>Goes on with a token that is allowed; an end changes nothing.</summary>
    internal void Accept(int token)
    {
        if (!_tokens.IsEnd(token) && _automaton.Follow(_state, _tokens.BytesOf(token)) is { } next)
            _state = next;
    }
}
