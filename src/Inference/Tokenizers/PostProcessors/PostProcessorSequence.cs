namespace Rlar.Inference.Tokenizers.PostProcessors;

/// <summary>Sequence: one step after the other.</summary>
internal sealed class PostProcessorSequence(IReadOnlyList<PostProcessor> steps) : PostProcessor
{
    internal override void Apply(TokenSink tokens, bool addSpecial, Func<int, string?> tokenOf)
    {
        foreach (var step in steps)
            step.Apply(tokens, addSpecial, tokenOf);
    }
}
