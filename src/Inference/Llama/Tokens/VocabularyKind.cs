namespace Rlar.Inference.Llama.Tokens;

/// <summary>How a vocabulary's tokens are made; the numbers are <c>llama_vocab_type</c>'s.</summary>
internal enum VocabularyKind
{
    /// <summary>The file has no tokenizer.</summary>
    None = 0,

    /// <summary>SentencePiece's byte pairs, with a token for each byte.</summary>
    SentencePiece = 1,

    /// <summary>Byte pairs over bytes, as GPT-2's.</summary>
    BytePair = 2,

    /// <summary>BERT's.</summary>
    WordPiece = 3,

    /// <summary>T5's.</summary>
    Unigram = 4,
}
