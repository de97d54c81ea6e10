using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Onnx;

/// <summary>Texts as the rows of an encoder: with the tokenizer's template, cut to what the model can take, never with special tokens of the text's own.</summary>
internal static class TextTokens
{
    /// <summary>The rows; of a text that is too long the first tokens stay, and the template's last.</summary>
    internal static List<IReadOnlyList<int>> Of(Tokenizer tokenizer, IReadOnlyList<string> texts, int longest)
    {
        var rows = new List<IReadOnlyList<int>>(texts.Count);
        foreach (var text in texts)
        {
            var ids = tokenizer.EncodeIds(text, SpecialTokens.AsText, addTemplate: true);
            rows.Add(ids.Length <= longest ? ids : [.. ids[..(longest - 1)], ids[^1]]);
        }

        return rows;
    }
}
