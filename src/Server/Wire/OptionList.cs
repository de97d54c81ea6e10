using System.Text.Json;

namespace Rlar.Server.Wire;

/// <summary>A tool's options, as every list of tools has them.</summary>
internal static class OptionList
{
    /// <summary>Writes the member <c>options</c>.</summary>
    internal static void WriteOptions(this Utf8JsonWriter json, ToolDefinition definition)
    {
        json.WriteStartArray("options");
        foreach (var option in definition.Options)
        {
            json.WriteStartObject();
            json.WriteString("name", option.Name);
            json.WriteString("default", option.Default);
            json.WriteString("takes", option.Takes);
            json.WriteString("description", option.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
