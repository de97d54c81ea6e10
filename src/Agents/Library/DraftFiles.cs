using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Library;

/// <summary>
/// A draft as a folder of files, to read and keep in git: <c>card.json</c>, its source (<c>template.json</c>, <c>verifier.csx</c>, <c>model.json</c> or
/// <c>rubric.json</c>), <c>probes.jsonl</c> and <c>provenance.json</c>.
/// </summary>
public static class DraftFiles
{
    private const string Card = "card.json";
    private const string Probes = "probes.jsonl";
    private const string Origin = "provenance.json";

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions s_line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The name of the file that holds a draft's content.</summary>
    /// <param name="form">What the content is.</param>
    public static string SourceOf(DraftForm form) => form switch
    {
        DraftForm.Template => "template.json",
        DraftForm.Script => "verifier.csx",
        DraftForm.Model => "model.json",
        _ => "rubric.json",
    };

    /// <summary>The files of a draft, by name.</summary>
    /// <param name="draft">The draft.</param>
    public static IReadOnlyDictionary<string, byte[]> Write(ToolDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var card = new JsonObject
        {
            ["name"] = draft.Name,
            ["task"] = draft.Task,
            ["description"] = draft.Description,
            ["form"] = draft.Form.ToString().ToLowerInvariant(),
            ["needs"] = new JsonArray([.. Enum.GetValues<DraftNeeds>().Where(need => need != DraftNeeds.None && draft.Needs.HasFlag(need))
                .Select(need => (JsonNode)need.ToString().ToLowerInvariant())]),
            ["range"] = new JsonObject { ["min"] = draft.Range.Min, ["max"] = draft.Range.Max, ["higherIsBetter"] = draft.Range.HigherIsBetter },
            ["invariances"] = new JsonArray([.. draft.Invariances.Select(invariance => (JsonNode)invariance.ToString())]),
        };
        var origin = new JsonObject
        {
            ["agent"] = draft.Provenance.Agent,
            ["model"] = draft.Provenance.Model,
            ["promptHash"] = draft.Provenance.PromptHash,
            ["data"] = new JsonArray([.. draft.Provenance.Data.Select(data => (JsonNode)data)]),
        };
        return new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Card] = Json(card),
            [SourceOf(draft.Form)] = Encoding.UTF8.GetBytes(draft.Content),
            [Probes] = Encoding.UTF8.GetBytes(string.Concat(draft.Probes.Select(probe => ProbeRows.Write(probe).ToJsonString(s_line) + "\n"))),
            [Origin] = Json(origin),
        };
    }

    /// <summary>Reads a draft from its files.</summary>
    /// <param name="files">The files, by name; probes and provenance may be missing.</param>
    /// <param name="from">Where they are, for errors.</param>
    /// <exception cref="LibraryException">A file is missing or not what it should be.</exception>
    /// <exception cref="DraftException">The name is none.</exception>
    public static ToolDraft Read(IReadOnlyDictionary<string, byte[]> files, string from)
    {
        ArgumentNullException.ThrowIfNull(files);
        var card = Object(files, Card, from);
        try
        {
            var form = Enum.Parse<DraftForm>((string)card["form"]!, ignoreCase: true);
            if (!files.TryGetValue(SourceOf(form), out var source))
                throw new LibraryException($"{from}: {SourceOf(form)} is missing, which holds the draft.");
            var range = card["range"] as JsonObject;
            return new ToolDraft
            {
                Name = (string)card["name"]!,
                Task = (string?)card["task"] ?? "",
                Description = (string)card["description"]!,
                Form = form,
                Content = Encoding.UTF8.GetString(source),
                Needs = (card["needs"] as JsonArray ?? []).Aggregate(DraftNeeds.None, (needs, need) => needs | Enum.Parse<DraftNeeds>((string)need!,
                    ignoreCase: true)),
                Range = range is null ? ValueRange.Unit : new ValueRange((double)range["min"]!, (double)range["max"]!, (bool?)range["higherIsBetter"] ?? true),
                Invariances = [.. (card["invariances"] as JsonArray ?? []).Select(invariance => Enum.Parse<Invariance>((string)invariance!, ignoreCase: true))],
                Probes = files.TryGetValue(Probes, out var probes) ? ProbeRows.Read(Encoding.UTF8.GetString(probes), $"{from}/{Probes}") : [],
                Provenance = files.ContainsKey(Origin) ? ProvenanceOf(Object(files, Origin, from)) : new Provenance("user", null, null, []),
            };
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or NullReferenceException or FormatException)
        {
            throw new LibraryException(
                $"{from}/{Card}: needs name, description, form (template, script, model or rubric), and perhaps task, needs, range, invariances.", error);
        }
    }

    /// <summary>The SHA-256 of a file's content, 64 hexadecimal digits.</summary>
    internal static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The version of a tool: a hash over the names and hashes of its files.</summary>
    internal static string VersionOf(IReadOnlyDictionary<string, string> hashes) => HashOf(Encoding.UTF8.GetBytes(
        string.Concat(hashes.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}\n"))))[..12];

    private static Provenance ProvenanceOf(JsonObject origin) => new(
        (string?)origin["agent"] ?? "user", (string?)origin["model"], (string?)origin["promptHash"],
        [.. (origin["data"] as JsonArray ?? []).Select(data => (string?)data ?? "")]);

    private static JsonObject Object(IReadOnlyDictionary<string, byte[]> files, string name, string from)
    {
        if (!files.TryGetValue(name, out var content))
            throw new LibraryException($"{from}: {name} is missing.");
        try
        {
            return JsonNode.Parse(content) as JsonObject ?? throw new LibraryException($"{from}/{name}: no JSON object.");
        }
        catch (JsonException error)
        {
            throw new LibraryException($"{from}/{name}: no JSON: {error.Message}", error);
        }
    }

    private static byte[] Json(JsonObject value) => Encoding.UTF8.GetBytes(value.ToJsonString(s_json) + "\n");
}
