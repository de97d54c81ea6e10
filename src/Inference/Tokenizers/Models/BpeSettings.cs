namespace Rlar.Inference.Tokenizers.Models;

/// <summary>The settings of a BPE model beside its vocabulary and merges.</summary>
internal sealed record BpeSettings
{
    /// <summary>The token for what the vocabulary cannot write.</summary>
    internal string? UnknownToken { get; init; }

    /// <summary>What a symbol that does not start a word begins with in the vocabulary.</summary>
    internal string Prefix { get; init; } = "";

    /// <summary>What the last symbol of a word ends with in the vocabulary.</summary>
    internal string Suffix { get; init; } = "";

    /// <summary>Whether unknown characters in a row are one token.</summary>
    internal bool FuseUnknown { get; init; }

    /// <summary>Whether unknown characters are written as tokens of their bytes, "&lt;0x0A&gt;".</summary>
    internal bool ByteFallback { get; init; }

    /// <summary>Whether a whole word that is in the vocabulary is that token, whatever the merges say.</summary>
    internal bool IgnoreMerges { get; init; }
}
