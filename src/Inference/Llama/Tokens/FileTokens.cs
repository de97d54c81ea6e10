using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>The ids of the model's own tokenizer file, which are those that a trainer sees.</summary>
/// <param name="tokenizer">The tokenizer of the file, whose vocabulary is the model's.</param>
internal sealed class FileTokens(Tokenizer tokenizer) : ITextTokens
{
    /// <inheritdoc/>
    public int[] Ids(string text, SpecialTokens special, bool continues) => tokenizer.EncodeIds(text, special, addTemplate: false, continues);

    /// <inheritdoc/>
    public string Composed(string text) => tokenizer.Composed(text);

    /// <inheritdoc/>
    public (bool Before, bool After) TakesSpace(int token) => tokenizer.TakesSpace(token);
}
