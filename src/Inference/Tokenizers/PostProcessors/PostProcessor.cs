using Rlar.Inference.Tokenizers.Buffers;

namespace Rlar.Inference.Tokenizers.PostProcessors;

/// <summary>One step of a post_processor section: what is done to the tokens of a whole text.</summary>
internal abstract class PostProcessor
{
    /// <summary>Works on the tokens.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="addSpecial">Whether the template's special tokens are added.</param>
    /// <param name="tokenOf">How an id is written.</param>
    internal abstract void Apply(TokenSink tokens, bool addSpecial, Func<int, string?> tokenOf);
}

/// <summary>Sequence: one step after the other.</summary>
internal sealed class PostProcessorSequence(IReadOnlyList<PostProcessor> steps) : PostProcessor
{
    internal override void Apply(TokenSink tokens, bool addSpecial, Func<int, string?> tokenOf)
    {
        foreach (var step in steps)
            step.Apply(tokens, addSpecial, tokenOf);
    }
}

/// <summary>TemplateProcessing for one text, and BERT's and RoBERTa's: special tokens around the text.</summary>
internal sealed class Template(IReadOnlyList<int[]?> pieces) : PostProcessor
{
    internal override void Apply(TokenSink tokens, bool addSpecial, Func<int, string?> tokenOf)
    {
        if (!addSpecial && pieces.Count(piece => piece is null) == 1)
            return;
        int[] ids = [.. tokens.Ids];
        TokenSpan[] places = [.. tokens.Offsets];
        tokens.Ids.Clear();
        tokens.Offsets.Clear();
        foreach (var piece in pieces)
        {
            if (piece is null)
            {
                tokens.Ids.AddRange(ids);
                tokens.Offsets.AddRange(places);
                continue;
            }

            foreach (var id in addSpecial ? piece : [])
                tokens.AddPlaced(id, default);
        }
    }
}
