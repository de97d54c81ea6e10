using System.Text.Json;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>A tool that a row declares: OpenAI's function schema, with or without its wrapping, BFCL's, or xLAM's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Schemas of its parameters by name, in order.</param>
/// <param name="Required">Names of those that a call must give.</param>
internal sealed record DeclaredTool(string Name, LiteralMap Parameters, IReadOnlyList<string> Required)
{
    private static readonly string[] s_names = ["tools", "functions", "function"];

    /// <summary>The tools under tools, functions or function of a row's metadata or constraints; null where it declares none.</summary>
    public static IReadOnlyDictionary<string, DeclaredTool>? Of(Query query)
    {
        foreach (var carrier in (ReadOnlySpan<JsonElement?>)[query.Metadata, query.Constraints])
        {
            if (carrier is not { ValueKind: JsonValueKind.Object } row)
                continue;
            foreach (var name in s_names)
            {
                if (row.TryGetProperty(name, out var declared) && Read(declared) is { Count: > 0 } tools)
                    return tools;
            }
        }

        return null;
    }

    private static Dictionary<string, DeclaredTool>? Read(JsonElement declared)
    {
        var value = declared.ValueKind == JsonValueKind.String ? JsonLiterals.Read(declared.GetString()!).Value : JsonLiterals.Of(declared).Value;
        if (value is null)
            return null;
        var tools = new Dictionary<string, DeclaredTool>(StringComparer.Ordinal);
        foreach (var item in value.Kind == LiteralKind.List ? value.Items : [value])
        {
            var tool = item.Member("function") is { Kind: LiteralKind.Map } wrapped ? wrapped : item;
            if (tool.Member("name") is not { Kind: LiteralKind.Text } name)
                return null;
            var parameters = tool.Member("parameters") ?? tool.Member("input_schema");
            tools[name.Text] = parameters is { Kind: LiteralKind.Map } && IsBare(parameters.Members)
                ? new DeclaredTool(name.Text, parameters.Members, [])
                : new DeclaredTool(
                    name.Text,
                    parameters?.Member("properties")?.Members ?? LiteralMap.Empty,
                    [.. parameters?.Member("required")?.Items.Select(required => required.Text) ?? []]);
        }

        return tools;
    }

    // xLAM writes the parameters without a schema around them: {"city": {"type": "str", "description": "…"}}. What may be left out it says in words.
    private static bool IsBare(LiteralMap parameters) =>
        parameters.Count > 0 && parameters.All(parameter => parameter.Value.Kind == LiteralKind.Map && parameter.Value.Member("type") is not null);
}
