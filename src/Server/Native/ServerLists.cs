using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlar.Server.Wire;

namespace Rlar.Server.Native;

/// <summary>What the server has and how it is, as JSON.</summary>
internal static class ServerLists
{
    /// <summary>Writes the tools.</summary>
    internal static void WriteTools(Utf8JsonWriter json, ToolRegistry tools)
    {
        json.WriteStartObject();
        json.WriteStartArray("tools");
        foreach (var definition in tools.Listed)
        {
            var card = definition.Draft;
            json.WriteStartObject();
            json.WriteString("id", card.Id);
            json.WriteString("kind", Word(card.Kind.ToString()));
            json.WriteString("description", card.Description);
            json.WriteStartArray("requires");
            foreach (var requirement in card.Requires)
                json.WriteStringValue(requirement.Name);
            json.WriteEndArray();
            json.WriteString("cost", Word(card.Cost.ToString()));
            json.WriteBoolean("asks_model", card.AsksModel);
            json.WriteBoolean("compares_siblings", card.ComparesSiblings);
            json.WriteString("provenance", card.Provenance);
            json.WriteOptions(definition);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the chat models, in the form of OpenAI.</summary>
    internal static void WriteModels(Utf8JsonWriter json, OrderedDictionary<string, IChatClient> models)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var (name, _) in models)
        {
            json.WriteStartObject();
            json.WriteString("id", name);
            json.WriteString("object", "model");
            json.WriteNumber("created", 0);
            json.WriteString("owned_by", "rlar");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes how the server is.</summary>
    internal static void WriteHealth(Utf8JsonWriter json, string status, string version)
    {
        json.WriteStartObject();
        json.WriteString("status", status);
        json.WriteString("version", version);
        json.WriteEndObject();
    }

    // RewardModel as reward-model.
    private static string Word(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : letter.ToString()));
}
