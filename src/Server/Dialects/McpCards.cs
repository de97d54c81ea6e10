using System.Buffers;
using System.Text.Json;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>Cards of tools as JSON, for an agent that looks for one.</summary>
internal static class McpCards
{
    /// <summary>All of them, each in short: <c>{"tools":[{"id","kind","description","needs"}]}</c>.</summary>
    /// <param name="tools">The tools.</param>
    internal static byte[] List(ToolRegistry tools) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("tools");
        foreach (var definition in tools.Listed)
        {
            json.WriteStartObject();
            WriteHead(json, definition.Draft);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>One of them, whole.</summary>
    /// <param name="tools">The tools.</param>
    /// <param name="id">Its id.</param>
    /// <exception cref="ToolException">There is no such tool.</exception>
    internal static byte[] Describe(ToolRegistry tools, string id)
    {
        var definition = tools.Find(id);
        var card = definition.DefaultCard();
        return Written(json =>
        {
            json.WriteStartObject();
            WriteHead(json, card);
            json.WriteStartArray("range");
            json.WriteNumberValue(card.Range.Min);
            json.WriteNumberValue(card.Range.Max);
            json.WriteEndArray();
            json.WriteBoolean("higher_is_better", card.Range.HigherIsBetter);
            json.WriteBoolean("compares_siblings", card.ComparesSiblings);
            json.WriteString("provenance", card.Provenance);
            json.WriteString("version", card.Version);
            json.WriteOptions(definition);
            json.WriteEndObject();
        });
    }

    private static void WriteHead(Utf8JsonWriter json, ToolCard card)
    {
        json.WriteString("id", card.Id);
        json.WriteString("kind", card.Kind == ToolKind.RewardModel ? "reward-model" : card.Kind.ToString().ToLowerInvariant());
        json.WriteString("description", card.Description);
        json.WriteStartArray("needs");
        foreach (var requirement in card.Requires)
            json.WriteStringValue(requirement.IsOptional ? $"{requirement.Sentence}, if there is one" : requirement.Sentence);
        if (card.AsksModel)
            json.WriteStringValue("a model");
        json.WriteEndArray();
    }

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes))
            write(json);
        return bytes.WrittenSpan.ToArray();
    }
}
