using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Library;

/// <summary>
/// Probes as JSON lines: <c>{"prompt": "…" | [{"role","content"}], "reference"?: "…" | ["…"], "completion": "…", "label": "right" | "wrong", "source"?}</c>. As
/// labelled rows, several completions may stand in one line: <c>"good": ["…"], "bad": ["…"]</c>, or <c>"completions"</c> with as many <c>"labels"</c>
/// (true, 1 or "right"; false, 0 or "wrong").
/// </summary>
public static class ProbeRows
{
    /// <summary>Reads probes.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="from">Where they are, for errors.</param>
    /// <param name="source">What <see cref="Probe.Source"/> is where a line does not say. Default "own".</param>
    /// <exception cref="LibraryException">A line holds no labelled answer.</exception>
    public static IReadOnlyList<Probe> Read(string text, string from, string source = "own")
    {
        ArgumentNullException.ThrowIfNull(text);
        var (probes, number) = (new List<Probe>(), 0);
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Trim().Length == 0)
                continue;
            try
            {
                var row = JsonNode.Parse(line) as JsonObject ?? throw new JsonException("no object");
                var before = probes.Count;
                probes.AddRange(OfRow(row, number, source));
                if (probes.Count == before)
                    throw new JsonException("no labelled completion");
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
            {
                throw new LibraryException(
                    $"{from}, line {number}: {error.Message}. "
                    + "A labelled row is {\"prompt\"?, \"reference\"?, \"completion\", \"label\": \"right\"|\"wrong\"}, "
                    + "or has \"good\" and \"bad\", or \"completions\" and \"labels\".", error);
            }
        }

        return probes;
    }

    /// <summary>A probe as one JSON object.</summary>
    internal static JsonObject Write(Probe probe)
    {
        var row = new JsonObject
        {
            ["prompt"] = probe.Query.Prompt is [{ Role: "user" } only] ? only.Content : new JsonArray(
                [.. probe.Query.Prompt.Select(message => (JsonNode)new JsonObject { ["role"] = message.Role, ["content"] = message.Content })]),
        };
        if (probe.Query.References.Count > 0)
            row["reference"] = new JsonArray([.. probe.Query.References.Select(reference => (JsonNode)reference)]);
        foreach (var (name, value) in new[] { ("tests", probe.Query.Tests), ("constraints", probe.Query.Constraints), ("metadata", probe.Query.Metadata) })
        {
            if (value is { } element)
                row[name] = JsonNode.Parse(element.GetRawText());
        }

        row["completion"] = probe.Completion;
        row["label"] = probe.IsRight ? "right" : "wrong";
        row["source"] = probe.Source;
        return row;
    }

    private static IEnumerable<Probe> OfRow(JsonObject row, int number, string source)
    {
        var query = new Query
        {
            Id = (string?)row["id"] ?? $"line-{number}",
            Prompt = Prompt(row["prompt"] ?? row["question"]),
            References = Texts(row["reference"] ?? row["references"] ?? row["answer"]),
            Tests = Element(row["tests"]),
            Constraints = Element(row["constraints"]),
            Metadata = Element(row["metadata"]),
        };
        var said = (string?)row["source"] ?? source;
        if (row["completion"] is { } completion && (row["label"] ?? row["is_right"]) is { } label)
            yield return Made(completion, IsRight(label));
        foreach (var good in row["good"] as JsonArray ?? [])
            yield return Made(good, true);
        foreach (var bad in row["bad"] as JsonArray ?? [])
            yield return Made(bad, false);
        if (row["completions"] is JsonArray all && row["labels"] is JsonArray labels)
        {
            if (all.Count != labels.Count)
                throw new JsonException($"{all.Count} completions and {labels.Count} labels");
            for (var i = 0; i < all.Count; i++)
                yield return Made(all[i], IsRight(labels[i]!));
        }

        Probe Made(JsonNode? text, bool isRight) => new(query, (string?)text ?? throw new JsonException("a completion is a text"), isRight) { Source = said };
    }

    private static bool IsRight(JsonNode label) => label.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => (double)label switch { 1 => true, 0 => false, var other => throw new JsonException($"a label of {other}") },
        _ => ((string?)label)?.ToLowerInvariant() switch
        {
            "right" or "good" or "correct" or "high" => true,
            "wrong" or "bad" or "incorrect" or "low" => false,
            var other => throw new JsonException($"a label of '{other}'"),
        },
    };

    private static Message[] Prompt(JsonNode? prompt) => prompt switch
    {
        null => [],
        JsonArray messages => [.. messages.Select(message => new Message((string?)message!["role"] ?? "user", (string?)message["content"] ?? ""))],
        _ => [new Message("user", (string?)prompt ?? "")],
    };

    private static string[] Texts(JsonNode? references) => references switch
    {
        null => [],
        JsonArray several =>
            [.. several.Select(reference => reference!.GetValueKind() == JsonValueKind.String ? (string)reference! : reference.ToJsonString())],
        _ when references.GetValueKind() == JsonValueKind.String => [(string)references!],
        _ => [references.ToJsonString()],
    };

    private static JsonElement? Element(JsonNode? node)
    {
        if (node is null)
            return null;
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }
}
