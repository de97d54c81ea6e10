using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Models;

namespace Rlar.Inference.Tokenizers;

/// <summary>The buffers that one encoding works in; a tokenizer keeps a few, so that encoding a text allocates little beside its result.</summary>
internal sealed class EncodingRoom
{
    /// <summary>The text without lone surrogates, where it had one.</summary>
    internal List<char> WellFormed { get; } = [];

    /// <summary>Added tokens in the text as it came.</summary>
    internal List<(int Start, int End, AddedToken Token)> Found { get; } = [];

    /// <summary>Added tokens in the normalized text.</summary>
    internal List<(int Start, int End, AddedToken Token)> FoundNormalized { get; } = [];

    /// <summary>The part between added tokens, normalized.</summary>
    internal WorkText Normalized { get; } = new();

    /// <summary>Room for normalizers.</summary>
    internal NormalizedText NormalizerRoom { get; } = new();

    /// <summary>The pieces.</summary>
    internal PreTokenizedText Pieces { get; } = new();

    /// <summary>The tokens.</summary>
    internal TokenSink Tokens { get; } = new();
}
