using System.Text.Json;

namespace Rlar.Server.Environments;

/// <summary>The one tool of an environment of rows.</summary>
internal static class SubmitTool
{
    /// <summary>Its name.</summary>
    public const string Name = "submit";

    private const string Description = "Submit the final answer to the task. The answer is scored, and the episode is over.";

    // One line: it stands in server-sent events, too.
    private static ReadOnlySpan<byte> Schema =>
        """{"type":"object","properties":{"answer":{"type":"string","description":"The whole answer."}}"""u8
        + ""","required":["answer"],"additionalProperties":false}"""u8;

    /// <summary>Writes it as a tool of a model's: <c>{"name","description","input_schema"}</c>.</summary>
    /// <param name="json">Takes an object.</param>
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteString("description", Description);
        json.WritePropertyName("input_schema");
        json.WriteRawValue(Schema, skipInputValidation: true);
        json.WriteEndObject();
    }
}
