using System.Text.Json;

namespace Rlar.Server.Environments;

/// <summary>One row as a task: its prompt is given to the policy, and what the policy submits is scored by the rest of the row.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Split">The split's name.</param>
/// <param name="Index">Its place in the split, from 0.</param>
/// <param name="Query">The row.</param>
public sealed record EnvironmentTask(string Environment, string Split, int Index, Query Query)
{
    /// <summary>Writes what a client is told of the task: <c>{"id","split","index","prompt"}</c>, and nothing that an answer is scored by.</summary>
    /// <param name="json">Takes an object.</param>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Query.Id);
        json.WriteString("split", Split);
        json.WriteNumber("index", Index);
        json.WriteStartArray("prompt");
        foreach (var (role, content) in Query.Prompt)
        {
            json.WriteStartObject();
            json.WriteString("role", role);
            json.WriteString("content", content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
