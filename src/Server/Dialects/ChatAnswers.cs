using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>Writes what a chat model says in OpenAI's form.</summary>
internal static class ChatAnswers
{
    /// <summary>Errors as OpenAI's clients read them; 429 and 5xx are tried again by them, other 4xx are not.</summary>
    internal static ErrorAnswers Errors { get; } = new()
    {
        Busy = 429,
        Write = (json, error) => Write(json, error.Type, error.Message, error.Field),
    };

    /// <summary>Writes an error.</summary>
    internal static void Write(Utf8JsonWriter json, string type, string message, string? field)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", type);
        json.WriteString("param", field);
        json.WriteNull("code");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes a whole answer.</summary>
    internal static void Write(Utf8JsonWriter json, ChatResponse response, string model, string id, DateTimeOffset at)
    {
        Begin(json, "chat.completion", model, id, at);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", response.Text);
        WriteThinking(json, response.Messages.SelectMany(message => message.Contents));
        json.WriteEndObject();
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", Finish(response.FinishReason) ?? "stop");
        json.WriteEndObject();
        json.WriteEndArray();
        if (response.Usage is { } usage)
            WriteUsage(json, usage);
        json.WriteEndObject();
    }

    /// <summary>Writes one piece of a stream.</summary>
    internal static void Write(Utf8JsonWriter json, ChatResponseUpdate update, string model, string id, DateTimeOffset at, bool isFirst)
    {
        Begin(json, "chat.completion.chunk", model, id, at);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("delta");
        if (isFirst)
            json.WriteString("role", "assistant");
        json.WriteString("content", update.Text);
        WriteThinking(json, update.Contents);
        json.WriteEndObject();
        json.WriteString("finish_reason", Finish(update.FinishReason));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a stream's last piece, which counts tokens.</summary>
    internal static void Write(Utf8JsonWriter json, UsageDetails usage, string model, string id, DateTimeOffset at)
    {
        Begin(json, "chat.completion.chunk", model, id, at);
        json.WriteStartArray("choices");
        json.WriteEndArray();
        WriteUsage(json, usage);
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string kind, string model, string id, DateTimeOffset at)
    {
        json.WriteStartObject();
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"chatcmpl-{id}"));
        json.WriteString("object", kind);
        json.WriteNumber("created", at.ToUnixTimeSeconds());
        json.WriteString("model", model);
    }

    // vLLM's and DeepSeek's name for it.
    private static void WriteThinking(Utf8JsonWriter json, IEnumerable<AIContent> contents)
    {
        var thinking = string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text));
        if (thinking.Length > 0)
            json.WriteString("reasoning_content", thinking);
    }

    // A model of this process that ran out of time was cut off as one that ran out of tokens.
    private static string? Finish(ChatFinishReason? reason) => reason is not { } given ? null
        : given == ChatFinishReason.Stop || given == ChatFinishReason.ContentFilter ? given.Value : "length";

    private static void WriteUsage(Utf8JsonWriter json, UsageDetails usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", usage.InputTokenCount ?? 0);
        json.WriteNumber("completion_tokens", usage.OutputTokenCount ?? 0);
        json.WriteNumber("total_tokens", usage.TotalTokenCount ?? ((usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0)));
        json.WriteEndObject();
    }
}
