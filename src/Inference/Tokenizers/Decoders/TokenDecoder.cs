namespace Rlar.Inference.Tokenizers.Decoders;

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
