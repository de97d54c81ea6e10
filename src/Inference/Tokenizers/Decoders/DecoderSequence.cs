namespace Rlar.Inference.Tokenizers.Decoders;

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
