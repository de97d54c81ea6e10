using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Rlar.Inference.Remote;

/// <summary>What is asked of a chat/completions endpoint. What the protocol cannot say is refused, never left out.</summary>
internal static class OpenAiBody
{
    /// <summary>The request's JSON.</summary>
    /// <exception cref="InferenceException">A message or an option cannot be sent.</exception>
    internal static JsonObject Of(IEnumerable<ChatMessage> messages, ChatOptions? options, string model, bool stream)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (options?.Tools is { Count: > 0 } || options?.ToolMode is RequiredChatToolMode || options?.AllowMultipleToolCalls == true)
            throw Refused("tools");
        if (options?.ConversationId is not null || options?.Reasoning is not null || options?.RawRepresentationFactory is not null)
            throw Refused("conversation ids, reasoning options or options of another client");
        var turns = new JsonArray();
        if (options?.Instructions is { Length: > 0 } instructions)
            turns.Add((JsonNode)Turn("system", instructions));
        foreach (var message in messages)
        {
            if (message.Contents.FirstOrDefault(content => content is not TextContent) is { } other)
                throw Refused($"a message with {other.GetType().Name}; messages are text");
            turns.Add((JsonNode)Turn(message.Role.Value, message.Text));
        }

        var body = new JsonObject { ["model"] = options?.ModelId ?? model, ["messages"] = turns };
        Add(body, "temperature", options?.Temperature);
        Add(body, "top_p", options?.TopP);
        Add(body, "top_k", options?.TopK);
        Add(body, "frequency_penalty", options?.FrequencyPenalty);
        Add(body, "presence_penalty", options?.PresencePenalty);
        Add(body, "max_tokens", options?.MaxOutputTokens);
        Add(body, "seed", options?.Seed);
        if (options?.StopSequences is { Count: > 0 } stops)
            body["stop"] = new JsonArray([.. stops.Select(stop => JsonValue.Create(stop))]);
        if (options?.ResponseFormat is ChatResponseFormatJson json)
            body["response_format"] = Format(json);
        if (stream)
        {
            body["stream"] = true;
            body["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        foreach (var (name, value) in options?.AdditionalProperties ?? [])
            body[name] = JsonSerializer.SerializeToNode(value);
        return body;
    }

    private static JsonObject Format(ChatResponseFormatJson json) => json.Schema is not { } schema
        ? new JsonObject { ["type"] = "json_object" }
        : new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = json.SchemaName ?? "answer", ["strict"] = true, ["schema"] = JsonNode.Parse(schema.GetRawText()) },
        };

    private static JsonObject Turn(string role, string content) => new() { ["role"] = role, ["content"] = content };

    private static void Add<T>(JsonObject body, string name, T? value)
        where T : struct
    {
        if (value is { } given)
            body[name] = JsonValue.Create(given);
    }

    private static InferenceException Refused(string what) => new($"The OpenAI-compatible chat client cannot send {what}.");
}
