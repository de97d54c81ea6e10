namespace Rlar.Inference.Llama.Grammar;

/// <summary>The tokens among which a grammar chooses. Safe for several threads.</summary>
internal interface IGrammarTokens
{
    /// <summary>How many there are: each id is 0 to <see cref="Size"/> - 1.</summary>
    int Size { get; }

    /// <summary>Whether a token says that the text is over.</summary>
    bool IsEnd(int token);

    /// <summary>The bytes of a token as text has them; they need not be whole characters. Empty for a token that stands for no text.</summary>
    /// <exception cref="InferenceException">The tokens have no texts.</exception>
    byte[] BytesOf(int token);
}
