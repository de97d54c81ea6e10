using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Agents.Drafts;
using Rlar.Agents.Library;

namespace Rlar.Host.Drafting;

/// <summary>
/// A draft as a person writes it: a folder as the library has them, or one JSON file with the members of <c>card.json</c> and the source in <c>content</c>,
/// <c>code</c> (a script) or <c>template</c>; the author's own probes as <c>probes</c>, or as <c>good</c> and <c>bad</c>.
/// </summary>
internal static class DraftReader
{
    private static readonly string[] s_extra = ["report.json"];

    /// <summary>Reads a draft.</summary>
    /// <exception cref="HostException">There is no such file.</exception>
    /// <exception cref="LibraryException">It is no draft.</exception>
    internal static ToolDraft Read(string path)
    {
        if (Directory.Exists(path))
        {
            return DraftFiles.Read(
                Directory.EnumerateFiles(path).Where(file => !s_extra.Contains(Path.GetFileName(file))).ToDictionary(file => Path.GetFileName(file), SmallFile.Read), path);
        }

        var bytes = SmallFile.Read(path);
        JsonObject draft;
        try
        {
            draft = JsonNode.Parse(bytes) as JsonObject ?? throw new HostException($"{path}: no JSON object. A draft is one, or a folder.");
        }
        catch (JsonException error)
        {
            throw new HostException($"{path}: no JSON: {error.Message} A draft is a JSON object, or a folder.", error);
        }

        var form = FormOf(draft);
        var card = new JsonObject
        {
            ["name"] = NameOf((string?)draft["name"] ?? (string?)draft["id"] ?? Path.GetFileNameWithoutExtension(path)),
            ["task"] = (string?)draft["task"] ?? "",
            ["description"] = (string?)draft["description"] ?? (string?)draft["task_description"],
            ["form"] = form.ToString(),
            ["needs"] = draft["needs"]?.DeepClone(),
            ["range"] = draft["range"]?.DeepClone(),
            ["invariances"] = draft["invariances"]?.DeepClone(),
        };
        var files = new Dictionary<string, byte[]>
        {
            ["card.json"] = Encoding.UTF8.GetBytes(card.ToJsonString()),
            [DraftFiles.SourceOf(form)] = Encoding.UTF8.GetBytes(SourceOf(draft, path)),
            ["probes.jsonl"] = Encoding.UTF8.GetBytes(ProbesOf(draft)),
        };
        if (draft["provenance"] is JsonObject origin)
            files["provenance.json"] = Encoding.UTF8.GetBytes(origin.ToJsonString());
        return DraftFiles.Read(files, path);
    }

    /// <summary>A name as drafts have them, of whatever a person wrote.</summary>
    internal static string NameOf(string text)
    {
        var name = string.Concat(text.ToLowerInvariant().Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : '-')).Trim('-');
        name = name.Length > 0 && char.IsAsciiLetterLower(name[0]) ? name : $"tool-{name}".TrimEnd('-');
        return name[..Math.Min(60, name.Length)].TrimEnd('-');
    }

    private static DraftForm FormOf(JsonObject draft)
    {
        if ((string?)draft["form"] is { } named)
            return Enum.TryParse<DraftForm>(named, ignoreCase: true, out var form) ? form : throw new HostException($"A draft's form is template, script, model or rubric, not '{named}'.");
        return draft["template"] is not null ? DraftForm.Template : DraftForm.Script;
    }

    private static string SourceOf(JsonObject draft, string path) => (draft["content"] ?? draft["code"] ?? draft["source"] ?? draft["template"]) switch
    {
        null => throw new HostException($"{path}: has no source: give it as content, code or template."),
        var node when node.GetValueKind() == JsonValueKind.String => (string)node!,
        var node => node.ToJsonString(),
    };

    private static string ProbesOf(JsonObject draft)
    {
        var lines = (draft["probes"] as JsonArray ?? []).Select(probe => probe!.ToJsonString()).ToList();
        foreach (var (member, label) in new[] { ("good", "right"), ("bad", "wrong") })
        {
            foreach (var probe in draft[member] as JsonArray ?? [])
            {
                var row = probe is JsonObject whole ? (JsonObject)whole.DeepClone() : new JsonObject { ["completion"] = probe?.DeepClone() };
                row["label"] = label;
                row["reference"] ??= draft["reference"]?.DeepClone();
                lines.Add(row.ToJsonString());
            }
        }

        return string.Join('\n', lines);
    }
}
