namespace Rlar.Inference;

/// <summary>How text is read that is written like one of a tokenizer's added tokens, such as <c>&lt;|im_end|&gt;</c>.</summary>
public enum SpecialTokens
{
    /// <summary>It becomes that token's id, as in the reference library: for templates and other trusted text.</summary>
    Recognise,

    /// <summary>
    /// It stays text, for completions and other text from outside: no added token is looked for, and no id of a special token comes out, save the
    /// unknown token's, for what the vocabulary cannot write.
    /// </summary>
    AsText,
}
