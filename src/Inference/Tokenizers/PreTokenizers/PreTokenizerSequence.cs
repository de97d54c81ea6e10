namespace Rlar.Inference.Tokenizers.PreTokenizers;

/// <summary>Sequence: one step after the other.</summary>
internal sealed class PreTokenizerSequence(IReadOnlyList<PreTokenizer> steps) : PreTokenizer
{
    /// <summary>The steps.</summary>
    internal IReadOnlyList<PreTokenizer> Steps => steps;

    internal override void Apply(PreTokenizedText text)
    {
        foreach (var step in steps)
            step.Apply(text);
    }
}
