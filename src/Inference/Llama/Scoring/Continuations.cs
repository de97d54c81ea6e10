using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Templates;

namespace Rlar.Inference.Llama.Scoring;

/// <summary>
/// Makes rows of a prompt and the text that goes on from it. Both are tokenized together, as a model saw such text in training: what follows the
/// prompt's last special token for prompts that hold some, and the whole otherwise. A token across the border belongs to the text that goes on.
/// </summary>
/// <remarks>
/// A text tokenized alone is another text to many vocabularies: SentencePiece's put a space before it, which costs the first token 7 nats and more.
/// </remarks>
public sealed class Continuations
{
    private readonly LlamaVocabulary _vocabulary;
    private readonly ChatTokenizer? _special;

    /// <summary>Makes rows for a model.</summary>
    /// <param name="vocabulary">Its tokens.</param>
    /// <param name="promptSpecial">What text in a prompt that is written like a special token becomes; in what goes on it stays text.</param>
    public Continuations(LlamaVocabulary vocabulary, SpecialTokens promptSpecial)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        _vocabulary = vocabulary;
        _special = promptSpecial == SpecialTokens.Recognise ? new ChatTokenizer(vocabulary) : null;
    }

    /// <summary>The row of a prompt and a text.</summary>
    /// <param name="prompt">What is given; may be empty where the model has a token that starts a text.</param>
    /// <param name="text">What goes on from it; may be empty.</param>
    /// <returns>The row; null where no token comes before the text, so that its first one has no probability.</returns>
    /// <exception cref="InferenceException">The file has no tokenizer, or a text is too long or cannot be kept from becoming a control token.</exception>
    public TokenRow? Row(string prompt, string text)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(text);
        var (tokens, shared) = _special is null ? Plain(prompt, text) : Parsed(_special, prompt, text);
        // What rows have in common is computed once up to where the text begins.
        return shared > 0 ? new TokenRow(tokens, shared) { Borders = shared > 1 ? [shared - 1] : [] } : null;
    }

    private static (int[] Tokens, int Shared) Parsed(ChatTokenizer tokenizer, string prompt, string text)
    {
        var encoded = tokenizer.Encode([new ChatPiece(prompt, ChatPiece.Template), new ChatPiece(text, 0)]);
        return (encoded.Tokens, encoded.Contents is [var content] ? content.Start : encoded.Tokens.Length);
    }

    private (int[] Tokens, int Shared) Plain(string prompt, string text)
    {
        // What goes on has no end yet.
        var start = _vocabulary.Tokenize(prompt, addSpecial: true, SpecialTokens.AsText)[..^_vocabulary.After];
        var whole = _vocabulary.Tokenize(prompt + text, addSpecial: true, SpecialTokens.AsText)[..^_vocabulary.After];
        return (whole, start.AsSpan().CommonPrefixLength(whole));
    }
}
