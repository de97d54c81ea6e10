using Rlar.Inference.Tokenizers.Buffers;

namespace Rlar.Inference.Tokenizers.Models;

/// <summary>A model section: turns a piece of text into tokens. Safe for use by several threads.</summary>
internal abstract class TokenModel
{
    /// <summary>The vocabulary.</summary>
    internal abstract TokenVocabulary Vocabulary { get; }

    /// <summary>The id for what the vocabulary cannot write, or -1.</summary>
    internal abstract int UnknownId { get; }

    /// <summary>Says which ids must not come out where text is to stay text.</summary>
    /// <param name="ids">The special tokens in the vocabulary, the unknown token aside.</param>
    internal abstract void Forbid(IReadOnlySet<int> ids);

    /// <summary>Adds the tokens of a piece.</summary>
    /// <param name="piece">The piece, not empty.</param>
    /// <param name="asText">True where no forbidden id may come out.</param>
    /// <param name="sink">Where they go.</param>
    internal abstract void Tokenize(ReadOnlySpan<char> piece, bool asText, TokenSink sink);
}
