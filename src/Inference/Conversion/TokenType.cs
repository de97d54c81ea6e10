namespace Rlar.Inference.Conversion;

/// <summary>GGUF's types of tokens, by their numbers in tokenizer.ggml.token_type.</summary>
internal enum TokenType
{
    /// <summary>A piece of text.</summary>
    Normal = 1,

    /// <summary>What stands for text that the vocabulary cannot write.</summary>
    Unknown = 2,

    /// <summary>A token that steers the model.</summary>
    Control = 3,

    /// <summary>An added piece of text, looked for before all else.</summary>
    UserDefined = 4,

    /// <summary>A place without a token.</summary>
    Unused = 5,

    /// <summary>A byte.</summary>
    Byte = 6,
}
