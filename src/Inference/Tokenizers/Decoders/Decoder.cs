namespace Rlar.Inference.Tokenizers.Decoders;

/// <summary>One step of a decoder section: rewrites the tokens of a text; what is left at the end is put together.</summary>
internal abstract class Decoder
{
    /// <summary>Rewrites the tokens.</summary>
    internal abstract List<string> Apply(List<string> tokens);
}
