using System.Text.Json;
using Rlar.Inference.Gguf;
using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Conversion;

/// <summary>Writes which tokens begin and end texts, which stand around every text, and the chat template.</summary>
internal static class SpecialTokenFields
{
    // What the engine takes for the end of an answer by how it is written.
    private static readonly HashSet<string> s_knownEnds =
        ["<|eot_id|>", "<|im_end|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "<|eom_id|>", "<EOT>", "<|end_of_text|>", "</s>"];

    /// <summary>Writes them.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="folder">The model's folder.</param>
    /// <param name="config">Its config.json.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    internal static void Write(GgufWriter writer, string folder, ConfigJson config, Tokenizer tokenizer)
    {
        var own = ConfigJson.Find(Path.Combine(folder, "tokenizer_config.json"));
        var generation = ConfigJson.Find(Path.Combine(folder, "generation_config.json"));
        var (first, last) = (Token("bos"), Token("eos"));
        Set("bos", first);
        Set("eos", last);
        Set("unknown", Named("unk_token"));
        Set("padding", Named("pad_token") ?? Id(config, "pad_token_id"));
        // Another end of an answer than the model's own: the engine has one place for it beside those that it knows.
        if (generation?.Ids("eos_token_id").Cast<int?>().FirstOrDefault(id => id != last && IsUnknownEnd(id!.Value)) is { } other)
            Set("eot", other);
        var (before, after) = tokenizer.Around;
        writer.Set("tokenizer.ggml.add_bos_token", Adds("bos", first, before));
        writer.Set("tokenizer.ggml.add_eos_token", Adds("eos", last, after));
        if (Template(folder, own) is { } template)
            writer.Set("tokenizer.chat_template", template);

        int? Token(string name) => Named($"{name}_token") ?? Id(config, $"{name}_token_id") ?? Id(generation, $"{name}_token_id");

        int? Named(string name) => own?.Token(name) is { } written ? tokenizer.IdOf(written) : null;

        int? Id(ConfigJson? file, string name)
        {
            if (file?.Ids(name) is not [var id, ..])
                return null;
            return tokenizer.TokenOf(id) is not null ? id : throw file.Value.Error(name, $"is {id}, which is no token of the tokenizer");
        }

        bool IsUnknownEnd(int id) => tokenizer.TokenOf(id) is { } written && !s_knownEnds.Contains(written);

        // What the configuration asks for has the last word over the template, as in transformers; without a token there is none to put.
        bool Adds(string name, int? token, int[] template) =>
            token is { } id && (own?.Field($"add_{name}_token") is null ? template.Contains(id) : own.Value.Flag($"add_{name}_token", false));

        void Set(string name, int? id)
        {
            if (id is { } token)
                writer.Set($"tokenizer.ggml.{name}_token_id", (uint)token);
        }
    }

    // A file of its own, as newer versions write it, else a text in the configuration, or one of several by name.
    private static string? Template(string folder, ConfigJson? config)
    {
        var path = Path.Combine(folder, "chat_template.jinja");
        try
        {
            if (File.Exists(path))
                return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }

        if (config?.Field("chat_template") is not { ValueKind: JsonValueKind.Array } several)
            return config?.Text("chat_template");
        return several.EnumerateArray()
            .Select((value, index) => new ConfigJson(config.Value.File, $"chat_template[{index}].", value))
            .FirstOrDefault(entry => entry.Value.ValueKind == JsonValueKind.Object && entry.Text("name") == "default") is { File: not null } found
                ? found.Text("template")
                : null;
    }
}
