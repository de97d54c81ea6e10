using System.Text.Json;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>Finds the JSON Schema that a row carries.</summary>
internal static class RowSchema
{
    private static readonly string[] s_names = ["json_schema", "schema", "response_format", "guided_json"];

    /// <summary>
    /// The schema under json_schema, schema, response_format or guided_json of the row's constraints or metadata; OpenAI's wrappings
    /// ({"type": "json_schema", "json_schema": {"schema": …}}) are taken off, and text that holds JSON is read. Null where there is none.
    /// </summary>
    public static JsonElement? Of(Query query)
    {
        foreach (var carrier in (ReadOnlySpan<JsonElement?>)[query.Constraints, query.Metadata])
        {
            if (carrier is not { ValueKind: JsonValueKind.Object } row)
                continue;
            foreach (var name in s_names)
            {
                if (row.TryGetProperty(name, out var value)
                    && value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False or JsonValueKind.String)
                    return Unwrapped(value);
            }
        }

        return null;
    }

    private static JsonElement? Unwrapped(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return value;
        if (value.TryGetProperty("json_schema", out var inner) && inner.ValueKind == JsonValueKind.Object)
            return Unwrapped(inner);
        if (value.TryGetProperty("schema", out var schema) && schema.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False)
            return schema;
        return value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("json_object") ? s_object : value;
    }

    private static readonly JsonElement s_object = JsonElement.Parse("{\"type\":\"object\"}");
}
