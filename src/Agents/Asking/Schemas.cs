using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlar.Agents.Asking;

/// <summary>Parts of JSON schemas of the kind that the grammar of the local engine follows.</summary>
internal static class Schemas
{
    internal static JsonObject Object(params IEnumerable<(string Name, JsonNode Schema)> properties)
    {
        var made = new JsonObject();
        var required = new JsonArray();
        foreach (var (name, schema) in properties)
        {
            made[name] = schema;
            required.Add(name);
        }

        return new JsonObject { ["type"] = "object", ["properties"] = made, ["required"] = required, ["additionalProperties"] = false };
    }

    internal static JsonObject Text(int longest) => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = longest };

    internal static JsonObject Choice(params IEnumerable<string> values) =>
        new() { ["enum"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]) };

    internal static JsonObject Whole(int min, int max) => new() { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max };

    internal static JsonObject List(JsonNode items, int least, int most) =>
        new() { ["type"] = "array", ["items"] = items, ["minItems"] = least, ["maxItems"] = most };

    internal static JsonElement Element(JsonNode schema) => JsonSerializer.SerializeToElement(schema);
}
