namespace Rlar.Inference.Tokenizers.PostProcessors;

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
