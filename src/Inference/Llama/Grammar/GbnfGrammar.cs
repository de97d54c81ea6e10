namespace Rlar.Inference.Llama.Grammar;

/// <summary>
/// What a generation may look like, in GBNF (the grammars of llama.cpp): only tokens that continue a text of the grammar are drawn, and it ends
/// only where a text is complete. The rule <c>root</c> is where it starts. Safe for several threads.
/// </summary>
/// <remarks>
/// RLAR reads and follows grammars itself: llama.cpp's own code ends the process for some, lets control tokens stand for characters, and looks at
/// every token of the vocabulary in each step.
/// </remarks>
public sealed class GbnfGrammar
{
    private const int MostCharacters = 1 << 20;

    private GbnfGrammar(string text)
    {
        Text = text;
        var (rules, root) = new GbnfParser(text).Parse();
        Program = new GrammarProgram(rules, root);
    }

    /// <summary>The grammar as given.</summary>
    public string Text { get; }

    /// <summary>The rules, ready to be followed.</summary>
    internal GrammarProgram Program { get; }

    /// <summary>Reads a grammar.</summary>
    /// <param name="text">GBNF with a rule <c>root</c>, up to a million characters.</param>
    /// <exception cref="InferenceException">It is not valid; the message says where and why. Or a rule begins with itself.</exception>
    public static GbnfGrammar Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MostCharacters
            ? new GbnfGrammar(text)
            : throw new InferenceException($"The grammar has {text.Length} characters; {MostCharacters} is the most.");
    }

    /// <summary>Reads a grammar, as <see cref="Parse"/>.</summary>
    /// <param name="text">GBNF with a rule <c>root</c>.</param>
    public static implicit operator GbnfGrammar(string text) => Parse(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
