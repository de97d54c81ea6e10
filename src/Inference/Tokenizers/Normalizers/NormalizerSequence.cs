namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>Sequence: one step after the other.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<Normalizer> steps) : Normalizer
{
    internal override void Apply(NormalizedText text)
    {
        foreach (var step in steps)
            step.Apply(text);
    }

    internal override void Apply(WorkText text, NormalizedText room)
    {
        foreach (var step in steps)
            step.Apply(text, room);
    }
}
