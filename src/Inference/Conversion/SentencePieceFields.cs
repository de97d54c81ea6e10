using System.Text.Json;
using Rlar.Inference.Gguf;
using Rlar.Inference.Tokenizers;
using Rlar.Inference.Tokenizers.Files;

namespace Rlar.Inference.Conversion;

/// <summary>
/// Writes a vocabulary of SentencePiece's byte pairs: GGUF's "llama". The engine joins the two pieces whose whole has the highest score; a tokenizer.json has
/// the pairs in the order of those scores, so that the rank of a token's first pair stands for its score.
/// </summary>
internal static class SentencePieceFields
{
    private const char Space = '\u2581';
    private const string Supported = "spaces written as U+2581, with or without one before the text, and nothing else, are converted";

    // Below every rank: a token that no pair makes.
    private const float Never = -1e9f;

    /// <summary>Writes it; the parameters are <see cref="BytePairFields.Write"/>'s.</summary>
    internal static void Write(GgufWriter writer, Section root, Tokenizer tokenizer, Dictionary<string, bool> added, int size)
    {
        var model = root.Field("model");
        var unknown = model.Text("unk_token", "<unk>");
        writer.Set("tokenizer.ggml.model", "llama");
        writer.Set("tokenizer.ggml.pre", "default");
        writer.Set("tokenizer.ggml.add_space_prefix", PutsSpaceFirst(root));
        var (tokens, types) = (new string[size], new int[size]);
        for (var id = 0; id < size; id++)
        {
            var token = tokenizer.TokenOf(id);
            var type = TypeOf(token, unknown, added);
            types[id] = (int)type;
            // An added token is looked for in the text as it is given.
            tokens[id] = token is null ? TokenizerFields.Placeholder(id) : type == TokenType.UserDefined ? token.Replace(Space, ' ') : token;
        }

        writer.Set("tokenizer.ggml.tokens", tokens);
        writer.Set("tokenizer.ggml.scores", Scores(model, tokenizer, size).AsSpan());
        writer.Set("tokenizer.ggml.token_type", types.AsSpan());
    }

    private static TokenType TypeOf(string? token, string unknown, Dictionary<string, bool> added) => token switch
    {
        null => TokenType.Unused,
        _ when token == unknown => TokenType.Unknown,
        _ when added.TryGetValue(token, out var special) => TokenizerFields.TypeOf(token, special),
        ['<', '0', 'x', _, _, '>'] => TokenType.Byte,
        _ => TokenType.Normal,
    };

    private static float[] Scores(Section model, Tokenizer tokenizer, int size)
    {
        var scores = new float[size];
        Array.Fill(scores, Never);
        var rank = 0;
        foreach (var merge in model.List("merges"))
        {
            rank++;
            var whole = merge.Value.ValueKind == JsonValueKind.String
                ? merge.Value.GetString()!.Replace(" ", "", StringComparison.Ordinal)
                : merge.Value[0].GetString() + merge.Value[1].GetString();
            if (tokenizer.IdOf(whole) is { } id)
                scores[id] = Math.Max(scores[id], -rank);
        }

        return scores;
    }

    // Llama 2's way: a normalizer writes the spaces; or the later one: a pre-tokenizer does.
    private static bool PutsSpaceFirst(Section root)
    {
        var (normalizer, pre) = (root.Field("normalizer"), root.Field("pre_tokenizer"));
        List<Section> steps = normalizer.IsEmpty ? [] : normalizer.Type == "Sequence" ? [.. normalizer.List("normalizers")] : [normalizer];
        switch (steps)
        {
            case [] when !pre.IsEmpty && pre.Type == "Metaspace" && pre.Text("replacement") == Space.ToString() && !pre.Flag("split", true):
                return PreTokenizerReader.Scheme(pre) != Tokenizers.PreTokenizers.PrependScheme.Never;
            case [{ Type: "Prepend" } first, { Type: "Replace" } spaces] when pre.IsEmpty && first.Text("prepend") == Space.ToString() && WritesSpaces(spaces):
                return true;
            case [{ Type: "Replace" } spaces] when pre.IsEmpty && WritesSpaces(spaces):
                return false;
            default:
                throw new InferenceException(
                    $"{root.File}: {(steps.Count > 0 ? normalizer.Path : pre.Path)}: this normalizer and pre-tokenizer are not converted; {Supported}.");
        }
    }

    private static bool WritesSpaces(Section replace) =>
        replace.Field("pattern").Text("String", "") == " " && replace.Text("content") == Space.ToString();
}
