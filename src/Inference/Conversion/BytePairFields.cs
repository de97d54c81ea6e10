using System.Text.Json;
using Rlar.Inference.Gguf;
using Rlar.Inference.Tokenizers;
using Rlar.Inference.Tokenizers.Files;

namespace Rlar.Inference.Conversion;

/// <summary>Writes a vocabulary of byte pairs over bytes: GGUF's "gpt2".</summary>
internal static class BytePairFields
{
    /// <summary>Writes it.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="root">The tokenizer.json.</param>
    /// <param name="tokenizer">The same, loaded.</param>
    /// <param name="added">Added tokens, and whether they are special.</param>
    /// <param name="size">The rows of the embedding.</param>
    internal static void Write(GgufWriter writer, Section root, Tokenizer tokenizer, Dictionary<string, bool> added, int size)
    {
        var model = root.Field("model");
        foreach (var key in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (model.Text(key, "").Length > 0)
                throw new InferenceException($"{root.File}: $.model.{key} is '{model.Text(key)}', which is not converted.");
        }

        writer.Set("tokenizer.ggml.model", "gpt2");
        writer.Set("tokenizer.ggml.pre", PreTokenizerNames.Of(root));
        var (tokens, types) = (new string[size], new int[size]);
        for (var id = 0; id < size; id++)
        {
            var token = tokenizer.TokenOf(id);
            tokens[id] = token ?? TokenizerFields.Placeholder(id);
            types[id] = (int)(token is null ? TokenType.Unused
                : added.TryGetValue(token, out var special) ? TokenizerFields.TypeOf(token, special)
                : TokenType.Normal);
        }

        writer.Set("tokenizer.ggml.tokens", tokens);
        writer.Set("tokenizer.ggml.token_type", types.AsSpan());
        writer.Set("tokenizer.ggml.merges", [.. model.List("merges").Select(Merge)]);
    }

    // Spaces are written in the byte alphabet, so that one stands between the two.
    private static string Merge(Section merge) =>
        merge.Value.ValueKind == JsonValueKind.String ? merge.Value.GetString()! : $"{merge.Value[0].GetString()} {merge.Value[1].GetString()}";
}
