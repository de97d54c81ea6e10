using System.Text.Json;
using Rlar.Inference.Gguf;
using Rlar.Inference.Tokenizers;
using Rlar.Inference.Tokenizers.Files;

namespace Rlar.Bench.Tokenizers;

/// <summary>
/// Writes the vocabulary of a tokenizer.json as a GGUF model, as llama.cpp's converter does: the kinds of tokens, the marks of BERT's words, the
/// spaces of added tokens. The model has one layer of random weights, so that it can be loaded whole, or none, for the vocabulary alone.
/// </summary>
internal static class VocabularyGguf
{
    private const int Width = 32;
    private const int Inner = 32;

    private enum Type
    {
        Normal = 1,
        Unknown = 2,
        Control = 3,
        UserDefined = 4,
        Unused = 5,
        Byte = 6,
    }

    /// <summary>Writes it.</summary>
    /// <param name="tokenizer">The tokenizer.json.</param>
    /// <param name="splitting">llama.cpp's name for how it splits text, "qwen2" for instance; of byte pairs alone.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="padding">How many places are added up to the size of a model.</param>
    /// <param name="weights">Whether it gets weights.</param>
    internal static void Write(string tokenizer, string splitting, string target, int padding = 0, bool weights = true)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(tokenizer));
        var model = json.RootElement.GetProperty("model");
        var loaded = Tokenizer.Load(tokenizer);
        var (kind, unknown) = Kind(model);
        var size = loaded.VocabularySize + padding;
        var writer = new GgufWriter();
        var architecture = kind == "bert" ? "bert" : "llama";
        writer.Set("general.architecture", architecture);
        writer.Set("tokenizer.ggml.model", kind);
        writer.Set("tokenizer.ggml.pre", kind == "gpt2" ? splitting : "default");
        Shape(writer, architecture);
        var added = Added(json.RootElement);
        var tokens = new string[size];
        var types = new int[size];
        for (var id = 0; id < size; id++)
            (tokens[id], types[id]) = Token(loaded.TokenOf(id), id);
        writer.Set("tokenizer.ggml.tokens", tokens);
        writer.Set("tokenizer.ggml.token_type", types);
        if (kind == "gpt2")
            writer.Set("tokenizer.ggml.merges", [.. model.GetProperty("merges").EnumerateArray().Select(Merge)]);
        else if (kind != "bert")
            writer.Set("tokenizer.ggml.scores", Scores(model, kind, size, loaded));
        Normal(writer, json.RootElement.GetProperty("normalizer"), kind);
        Ends(writer, loaded, TokenizerConfig.Beside(tokenizer), kind, unknown);
        if (weights)
            Weights(writer, size);
        using var stream = File.Create(target);
        writer.WriteTo(stream, default);

        (string Text, int Type) Token(string? text, int id)
        {
            if (text is null)
                return ($"[PAD{id}]", (int)Type.Unused);
            if (text == unknown && kind is "llama" or "t5")
                return (text, (int)Type.Unknown);
            if (added.TryGetValue(text, out var special))
                return special || ControlTokens.LooksLikeOne(text) ? (text, (int)Type.Control) : (text.Replace('\u2581', ' '), (int)Type.UserDefined);
            if (kind == "llama" && text is ['<', '0', 'x', _, _, '>'])
                return (text, (int)Type.Byte);
            return (kind != "bert" ? text : text.StartsWith("##", StringComparison.Ordinal) && text.Length > 2 ? text[2..] : $"\u2581{text}", (int)Type.Normal);
        }
    }

    private static (string Kind, string? Unknown) Kind(JsonElement model)
    {
        var vocabulary = model.GetProperty("vocab");
        if (vocabulary.ValueKind == JsonValueKind.Array)
            return ("t5", model.TryGetProperty("unk_id", out var id) && id.ValueKind == JsonValueKind.Number ? vocabulary[id.GetInt32()][0].GetString() : null);
        var unknown = model.TryGetProperty("unk_token", out var token) ? token.GetString() : null;
        if (!model.TryGetProperty("merges", out _))
            return ("bert", unknown ?? "[UNK]");
        return (model.TryGetProperty("byte_fallback", out var fallback) && fallback.GetBoolean() ? "llama" : "gpt2", unknown);
    }

    private static Dictionary<string, bool> Added(JsonElement root)
    {
        var added = new Dictionary<string, bool>();
        if (root.TryGetProperty("added_tokens", out var tokens) && tokens.ValueKind == JsonValueKind.Array)
        {
            foreach (var token in tokens.EnumerateArray())
                added[token.GetProperty("content").GetString()!] = token.GetProperty("special").GetBoolean();
        }

        return added;
    }

    private static string Merge(JsonElement merge) =>
        merge.ValueKind == JsonValueKind.String ? merge.GetString()! : $"{merge[0].GetString()} {merge[1].GetString()}";

    // SentencePiece's byte pairs are merged by the score of what comes out, which is how the merges of a tokenizer.json were put in order.
    private static float[] Scores(JsonElement model, string kind, int size, Tokenizer tokenizer)
    {
        var scores = new float[size];
        if (kind == "t5")
        {
            var at = 0;
            foreach (var entry in model.GetProperty("vocab").EnumerateArray())
                scores[at++] = (float)entry[1].GetDouble();
            return scores;
        }

        Array.Fill(scores, -1e9f);
        var rank = 0;
        foreach (var merge in model.GetProperty("merges").EnumerateArray())
        {
            rank++;
            if (tokenizer.IdOf(Merge(merge).Replace(" ", "", StringComparison.Ordinal)) is { } id)
                scores[id] = Math.Max(scores[id], -rank);
        }

        return scores;
    }

    private static void Normal(GgufWriter writer, JsonElement normalizer, string kind)
    {
        if (kind == "t5")
        {
            writer.Set("tokenizer.ggml.add_space_prefix", true);
            writer.Set("tokenizer.ggml.remove_extra_whitespaces", true);
            if (normalizer.ValueKind == JsonValueKind.Object && normalizer.TryGetProperty("precompiled_charsmap", out var map))
                writer.Set("tokenizer.ggml.precompiled_charsmap", map.GetBytesFromBase64());
        }
        else if (kind == "llama")
        {
            // Gemma's puts no space before a text; it says so in the settings of its SentencePiece model.
            var prefixes = normalizer.ValueKind != JsonValueKind.Object || normalizer.GetProperty("type").GetString() == "Sequence";
            writer.Set("tokenizer.ggml.add_space_prefix", prefixes);
        }
        else if (kind == "bert" && normalizer.ValueKind == JsonValueKind.Object && normalizer.TryGetProperty("lowercase", out var lowercase))
        {
            writer.Set("tokenizer.ggml.normalizer.lowercase", lowercase.GetBoolean());
        }
    }

    private static void Ends(GgufWriter writer, Tokenizer tokenizer, TokenizerConfig? config, string kind, string? unknown)
    {
        var (before, after) = tokenizer.Around;
        int? first = config?.Beginning is { } beginning ? tokenizer.IdOf(beginning) : before is [var only] ? only : null;
        int? last = config?.End is { } end ? tokenizer.IdOf(end) : after is [var closing] ? closing : null;
        Id("bos_token_id", kind == "bert" ? tokenizer.IdOf("[CLS]") : first);
        Id("eos_token_id", last);
        Id("unknown_token_id", unknown is null ? null : tokenizer.IdOf(unknown));
        Id("seperator_token_id", kind == "bert" ? tokenizer.IdOf("[SEP]") : null);
        Id("cls_token_id", kind == "bert" ? tokenizer.IdOf("[CLS]") : null);
        Id("mask_token_id", kind == "bert" ? tokenizer.IdOf("[MASK]") : null);
        Id("padding_token_id", tokenizer.IdOf("[PAD]") ?? tokenizer.IdOf("<pad>"));
        if (config?.AddsBeginning is { } addsFirst)
            writer.Set("tokenizer.ggml.add_bos_token", addsFirst);
        if (config?.AddsEnd is { } addsLast)
            writer.Set("tokenizer.ggml.add_eos_token", addsLast);

        void Id(string key, int? id)
        {
            if (id is { } known)
                writer.Set($"tokenizer.ggml.{key}", (uint)known);
        }
    }

    private static void Shape(GgufWriter writer, string architecture)
    {
        writer.Set($"{architecture}.block_count", 1u);
        writer.Set($"{architecture}.context_length", 512u);
        writer.Set($"{architecture}.embedding_length", (uint)Width);
        writer.Set($"{architecture}.feed_forward_length", (uint)Inner);
        writer.Set($"{architecture}.attention.head_count", 1u);
        writer.Set($"{architecture}.attention.layer_norm_{(architecture == "bert" ? "" : "rms_")}epsilon", 1e-5f);
        if (architecture == "bert")
            writer.Set("tokenizer.ggml.token_type_count", 2u);
        else
            writer.Set("llama.rope.dimension_count", (uint)Width);
    }

    private static void Weights(GgufWriter writer, int size)
    {
        var random = new Random(3);
        Add("token_embd.weight", Width, size);
        Add("output_norm.weight", Width);
        Add("blk.0.attn_norm.weight", Width);
        foreach (var name in (string[])["attn_q", "attn_k", "attn_v", "attn_output"])
            Add($"blk.0.{name}.weight", Width, Width);
        Add("blk.0.ffn_norm.weight", Width);
        Add("blk.0.ffn_gate.weight", Width, Inner);
        Add("blk.0.ffn_up.weight", Width, Inner);
        Add("blk.0.ffn_down.weight", Inner, Width);

        void Add(string name, params long[] dimensions) => writer.Add(name, GgufElement.F32, dimensions, (_, values) =>
        {
            foreach (ref var value in values)
                value = (float)(random.NextDouble() - 0.5);
        });
    }
}
