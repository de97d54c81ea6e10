using System.Text.Json.Nodes;
using Rlar.Inference.Tokenizers;

namespace Rlar.Bench.Tokenizers;

/// <summary>
/// Writes a tokenizer.json in which no text can become a control token, so that the tokenizers library says what a text is as text: its tokens get
/// names of a private character, and what merges to them is taken out. Ids stay.
/// </summary>
internal static class WithoutControl
{
    private const char Private = '\uF8FF';

    /// <summary>Writes it.</summary>
    /// <param name="tokenizer">The tokenizer.json.</param>
    /// <param name="target">The file to write.</param>
    internal static void Write(string tokenizer, string target)
    {
        var root = JsonNode.Parse(File.ReadAllText(tokenizer))!;
        var loaded = Tokenizer.Load(tokenizer);
        var model = root["model"]!;
        var unknown = model["unk_token"]?.GetValue<string>()
            ?? (model["unk_id"] is { } id ? model["vocab"]![id.GetValue<int>()]![0]!.GetValue<string>() : null);
        var names = loaded.ControlIds.Select(control => loaded.TokenOf(control)!).Append(unknown).OfType<string>().Distinct()
            .ToDictionary(name => name, name => $"{Private}{loaded.IdOf(name)}{Private}");
        if (root["added_tokens"] is JsonArray added)
        {
            foreach (var token in added)
                token!["content"] = Renamed(token["content"]!.GetValue<string>());
        }

        model["vocab"] = model["vocab"] is JsonArray list
            ? new JsonArray([.. list.Select(entry => new JsonArray(Renamed(entry![0]!.GetValue<string>()), entry[1]!.DeepClone()))])
            : new JsonObject(model["vocab"]!.AsObject().Select(pair => KeyValuePair.Create(Renamed(pair.Key), pair.Value?.DeepClone())));
        if (model["merges"] is JsonArray merges)
        {
            var kept = merges.Where(merge => !names.ContainsKey(string.Concat(Parts(merge!))) && !Parts(merge!).Any(names.ContainsKey));
            model["merges"] = new JsonArray([.. kept.Select(merge => merge!.DeepClone())]);
        }

        if (model["unk_token"] is not null)
            model["unk_token"] = Renamed(unknown!);
        root["post_processor"] = null;
        File.WriteAllText(target, root.ToJsonString());

        string Renamed(string token) => names.GetValueOrDefault(token, token);
    }

    private static string[] Parts(JsonNode merge) =>
        merge is JsonArray pair ? [.. pair.Select(part => part!.GetValue<string>())] : merge.GetValue<string>().Split(' ');
}
