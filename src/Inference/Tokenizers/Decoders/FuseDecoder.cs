namespace Rlar.Inference.Tokenizers.Decoders;

/// <summary>Fuse: all tokens as one.</summary>
internal sealed class FuseDecoder : Decoder
{
    internal override List<string> Apply(List<string> tokens) => [string.Concat(tokens)];
}
