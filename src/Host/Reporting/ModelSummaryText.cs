using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rlar.Inference.Catalog;

namespace Rlar.Host.Reporting;

/// <summary>What is printed about a model's file.</summary>
internal static class ModelSummaryText
{
    /// <summary>How records are written as JSON.</summary>
    internal static JsonSerializerOptions Format { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One object; with the hash and with what is known of the ids of texts, where they are known.</summary>
    internal static string Json(ModelSummary summary, string? hash, TextIds? ids)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(summary, Format)!;
        json["types"] = new JsonObject(summary.Types.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Math.Round(pair.Value, 4))));
        if (hash is not null)
            json["sha256"] = hash;
        if (ids is not null)
        {
            json["text_ids"] = ids.Source;
            json["text_warnings"] = new JsonArray([.. ids.Warnings.Select(warning => (JsonNode?)warning)]);
        }

        return json.ToJsonString(Format);
    }

    /// <summary>One line.</summary>
    internal static string Line(ModelSummary summary) =>
        $"{summary.Architecture,-10} {Count(summary.Parameters),7} {summary.Quantisation,-8} "
        + $"{summary.Context?.ToString() ?? "-",7} {summary.Head.ToString().ToLowerInvariant(),-14} "
        + $"{(summary.ChatTemplate is null ? "-" : "chat"),-4}  {summary.Path}";

    /// <summary>One line for each thing that is known.</summary>
    internal static string Lines(ModelSummary summary, string hash, TextIds? ids)
    {
        var lines = new (string Name, string? Value)[]
        {
            ("file", summary.Path),
            ("name", summary.Name),
            ("format", summary.Format.ToString().ToUpperInvariant()),
            ("architecture", summary.Architecture),
            ("parameters", $"{summary.Parameters} ({Count(summary.Parameters)})"),
            ("quantisation", $"{summary.Quantisation} ({string.Join(", ", summary.Types.Select(pair => $"{pair.Key} {pair.Value:P1}"))})"),
            ("size", $"{summary.Bytes} bytes"),
            ("context", summary.Context?.ToString()),
            ("layers", summary.Layers?.ToString()),
            ("embedding size", summary.EmbeddingSize?.ToString()),
            ("vocabulary", summary.Vocabulary?.ToString()),
            ("tokenizer", summary.Tokenizer),
            ("head", summary.Head.ToString().ToLowerInvariant() + (summary.Labels.Count > 0 ? $" ({string.Join(", ", summary.Labels)})" : "")),
            ("chat template", summary.Format == ModelFileKind.Onnx ? null : Template(summary)),
            ("inputs", summary.Inputs.Count > 0 ? string.Join(", ", summary.Inputs) : null),
            ("outputs", summary.Outputs.Count > 0 ? string.Join(", ", summary.Outputs) : null),
            ("tokenizer file", summary.TokenizerFile),
            ("ids of texts", ids is null ? null : string.Join("\n                ", [ids.Source, .. ids.Warnings])),
            ("licence", summary.Licence ?? "not named"),
            ("sha256", hash),
        };
        return string.Join('\n', lines.Where(line => line.Value is not null).Select(line => $"{line.Name,-15} {line.Value}"));
    }

    private static string Template(ModelSummary summary) => summary switch
    {
        { ChatTemplate: null } => "none",
        { ChatTemplateProblem: { } problem } =>
            $"{summary.ChatTemplate.Length} characters, which cannot be followed ({problem}): "
                + "the family that it is like is written in its place, if there is one",
        _ => $"{summary.ChatTemplate.Length} characters, followed as they stand",
    };

    private static string Count(long count) => count switch
    {
        >= 1_000_000_000 => $"{count / 1e9:0.0}B",
        >= 1_000_000 => $"{count / 1e6:0}M",
        _ => $"{count / 1e3:0}K",
    };
}
