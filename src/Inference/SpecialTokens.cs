namespace Rlar.Inference;

/// <summary>How text is read that is written like one of a tokenizer's added tokens, such as <c>&lt;|im_end|&gt;</c>.</summary>
public enum SpecialTokens
{
    /// <summary>It becomes that token's id, as in the reference library: for templates and other trusted text.</summary>
    Recognise,

    /// <summary>
    /// It stays text where the token steers the model, for completions and other text from outside: a special token, or one that is written as those
    /// are (<c>&lt;|…|&gt;</c>). No id of such a token comes out by any other way either, save the unknown token's, for what the vocabulary cannot write.
    /// A token that was added and is neither, such as Qwen's <c>&lt;tool_call&gt;</c>, is what a model writes as that one token, and stays it.
    /// </summary>
    AsText,
}
