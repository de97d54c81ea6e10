using Rlar.Inference.Tokenizers.Buffers;

namespace Rlar.Inference.Tokenizers.PreTokenizers;

/// <summary>One step of a pre_tokenizer section.</summary>
internal abstract class PreTokenizer
{
    /// <summary>Cuts the pieces further.</summary>
    internal abstract void Apply(PreTokenizedText text);
}

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
