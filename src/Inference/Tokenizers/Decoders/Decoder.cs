namespace Rlar.Inference.Tokenizers.Decoders;

/// <summary>One step of a decoder section: rewrites the tokens of a text; what is left at the end is put together.</summary>
internal abstract class Decoder
{
    /// <summary>Rewrites the tokens.</summary>
    internal abstract List<string> Apply(List<string> tokens);
}

/// <summary>Sequence: one step after the other.</summary>
internal sealed class DecoderSequence(IReadOnlyList<Decoder> steps) : Decoder
{
    internal override List<string> Apply(List<string> tokens)
    {
        foreach (var step in steps)
            tokens = step.Apply(tokens);
        return tokens;
    }
}

/// <summary>Fuse: all tokens as one.</summary>
internal sealed class FuseDecoder : Decoder
{
    internal override List<string> Apply(List<string> tokens) => [string.Concat(tokens)];
}

/// <summary>A step that rewrites each token by itself, given its place and how many there are: WordPiece, Metaspace, Strip, Replace, BPEDecoder.</summary>
internal sealed class TokenDecoder(Func<string, int, int, string> rewrite) : Decoder
{
    internal override List<string> Apply(List<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
            tokens[i] = rewrite(tokens[i], i, tokens.Count);
        return tokens;
    }
}
