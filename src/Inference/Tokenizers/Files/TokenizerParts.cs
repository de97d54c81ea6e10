using Rlar.Inference.Tokenizers.Decoders;
using Rlar.Inference.Tokenizers.Models;
using Rlar.Inference.Tokenizers.Normalizers;
using Rlar.Inference.Tokenizers.PostProcessors;
using Rlar.Inference.Tokenizers.PreTokenizers;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>What a tokenizer file describes.</summary>
internal sealed record TokenizerParts
{
    /// <summary>The model.</summary>
    internal required TokenModel Model { get; init; }

    /// <summary>The normalizer, if any.</summary>
    internal Normalizer? Normalizer { get; init; }

    /// <summary>The pre-tokenizer, if any.</summary>
    internal PreTokenizer? PreTokenizer { get; init; }

    /// <summary>The post-processor, if any.</summary>
    internal PostProcessor? PostProcessor { get; init; }

    /// <summary>How one text becomes a row and how two do, where the file says it.</summary>
    internal (RowTemplate? Single, RowTemplate? Pair) Rows { get; init; }

    /// <summary>The decoder, if any.</summary>
    internal Decoder? Decoder { get; init; }

    /// <summary>The added tokens, in the file's order.</summary>
    internal IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];
}
