namespace Rlar.Inference.Llama.Tokens;

/// <summary>Where the ids of texts come from: the one source of a model's vocabulary. Safe for several threads.</summary>
internal interface ITextTokens
{
    /// <summary>The ids of a text, without those that a model puts around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="special">What text that is written like an added token becomes.</param>
    /// <param name="continues">Whether something stands before the text, such as a special token: some vocabularies mark the start of a text.</param>
    /// <exception cref="InferenceException">The text is too long, or cannot be written with the vocabulary.</exception>
    int[] Ids(string text, SpecialTokens special, bool continues);

    /// <summary>A text as its tokens will spell it where the vocabulary composes characters (NFC); else the text itself.</summary>
    /// <param name="text">The text.</param>
    string Composed(string text);

    /// <summary>Whether a token takes the white space before it, and that after it, where a text is looked through for special tokens.</summary>
    /// <param name="token">A token of the vocabulary.</param>
    (bool Before, bool After) TakesSpace(int token);
}
