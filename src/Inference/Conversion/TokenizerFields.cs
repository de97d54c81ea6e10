using System.Text.Json;
using Rlar.Inference.Gguf;
using Rlar.Inference.Tokenizers;
using Rlar.Inference.Tokenizers.Files;

namespace Rlar.Inference.Conversion;

/// <summary>
/// Writes a tokenizer.json and what lies beside it as GGUF's tokenizer.ggml keys: byte pairs over bytes (GPT-2's and its heirs) and SentencePiece's byte pairs
/// with a token for each byte (Llama 2's).
/// </summary>
internal static class TokenizerFields
{
    /// <summary>Writes them.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="folder">The model's folder.</param>
    /// <param name="config">Its config.json.</param>
    /// <param name="size">The rows of the embedding; those without a token become unused ones.</param>
    /// <returns>What could not be said, in a sentence each.</returns>
    /// <exception cref="InferenceException">The tokenizer is of another kind, does not fit the embedding, or cannot be read.</exception>
    internal static List<string> Write(GgufWriter writer, string folder, ConfigJson config, int size)
    {
        var path = Path.Combine(folder, "tokenizer.json");
        if (!File.Exists(path))
            throw new InferenceException(
                $"{path}: is missing. A tokenizer.json is converted; a tokenizer.model or vocab.json alone is not: save it with transformers' fast tokenizer.");
        var tokenizer = Tokenizer.Load(path);
        if (tokenizer.VocabularySize > size)
            throw new InferenceException(
                $"{path}: has {tokenizer.VocabularySize} tokens, and config.json's vocab_size is {size}: a token would have no embedding.");
        using var stream = File.OpenRead(path);
        using var json = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 64 });
        var root = new Section(path, "$", json.RootElement);
        var model = root.Field("model");
        // Older files do not say the type of a model with merges.
        if (model.Text("type", model.Field("merges").IsEmpty ? "" : "BPE") != "BPE")
            throw new InferenceException(
                $"{path}: $.model.type is {(model.Field("type").IsEmpty ? "missing" : $"'{model.Text("type")}'")}; "
                + "BPE over bytes and BPE with byte_fallback are converted.");
        var added = Added(root);
        if (model.Flag("byte_fallback", false))
            SentencePieceFields.Write(writer, root, tokenizer, added, size);
        else
            BytePairFields.Write(writer, root, tokenizer, added, size);
        SpecialTokenFields.Write(writer, folder, config, tokenizer);
        return [.. Warnings(root)];
    }

    /// <summary>An added token's type: by its file, or by how it is written.</summary>
    internal static TokenType TypeOf(string token, bool special) => special || ControlTokens.LooksLikeOne(token) ? TokenType.Control : TokenType.UserDefined;

    /// <summary>How a place without a token is written, as llama.cpp's converter writes it.</summary>
    internal static string Placeholder(int id) => $"[PAD{id}]";

    // Whether each added token is special.
    private static Dictionary<string, bool> Added(Section root)
    {
        var added = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (root.Field("added_tokens").IsEmpty)
            return added;
        foreach (var token in root.List("added_tokens"))
            added[token.Text("content")] = token.Flag("special", false);
        return added;
    }

    private static IEnumerable<string> Warnings(Section root)
    {
        if (root.Field("added_tokens").IsEmpty)
            yield break;
        var strict = root.List("added_tokens")
            .Where(token => token.Flag("lstrip", false) || token.Flag("rstrip", false) || token.Flag("single_word", false))
            .Select(token => token.Text("content"))
            .ToList();
        if (strict.Count > 0)
            yield return $"{root.File}: {string.Join(", ", strict.Take(3))}{(strict.Count > 3 ? $" and {strict.Count - 3} more" : "")} take the spaces "
                + "beside them or stand alone, which GGUF cannot say. With the tokenizer.json beside the GGUF file, or given by --tokenizer, texts get the "
                + "model's own ids.";
    }
}
