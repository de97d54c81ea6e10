using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Rlar.Inference.Remote;

/// <summary>What a chat/completions endpoint answers, whole or in a stream's parts.</summary>
/// <param name="Text">The text, or the next piece of it.</param>
/// <param name="Thinking">What the server keeps apart as the model's thinking, or the next piece of it; "" for none.</param>
/// <param name="Finish">Why it ended; null while it goes on.</param>
/// <param name="Usage">What it used, where the server says it.</param>
/// <param name="Id">The response's id.</param>
/// <param name="Model">The model that answered.</param>
internal sealed record OpenAiAnswer(string Text, string Thinking, ChatFinishReason? Finish, UsageDetails? Usage, string? Id, string? Model)
{
    /// <summary>Reads it.</summary>
    /// <param name="root">The JSON.</param>
    /// <param name="part">The name of what holds the text: "message", or "delta" in a stream.</param>
    /// <exception cref="InferenceException">It is an error, or no such answer.</exception>
    internal static OpenAiAnswer Read(JsonElement root, string part)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new InferenceException($"The answer is no JSON object but {root.ValueKind}.");
        if (root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
            throw new InferenceException($"The server says: {Message(error)}.");
        var (text, thinking, finish) = (new StringBuilder(), new StringBuilder(), (ChatFinishReason?)null);
        if (root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0)
        {
            var choice = choices[0];
            if (choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty(part, out var message) && message.ValueKind == JsonValueKind.Object)
            {
                // llama.cpp, SGLang and DeepSeek call it the one, vLLM, Ollama and OpenRouter the other.
                thinking.Append(String(message, "reasoning_content") ?? String(message, "reasoning"));
                if (message.TryGetProperty("content", out var content))
                    AddContent(content, text, thinking);
            }

            // Some servers write "" where others write null.
            finish = choice.ValueKind == JsonValueKind.Object && String(choice, "finish_reason") is { } reason && !string.IsNullOrWhiteSpace(reason)
                ? new ChatFinishReason(reason)
                : null;
        }
        else if (part == "message")
        {
            throw new InferenceException("The answer has no 'choices'; the address may be that of another service.");
        }

        var usage = root.TryGetProperty("usage", out var used) && used.ValueKind == JsonValueKind.Object
            ? new UsageDetails
            {
                InputTokenCount = Count(used, "prompt_tokens"),
                OutputTokenCount = Count(used, "completion_tokens"),
                TotalTokenCount = Count(used, "total_tokens"),
                CachedInputTokenCount = used.TryGetProperty("prompt_tokens_details", out var details)
                    && details.ValueKind == JsonValueKind.Object
                        ? Count(details, "cached_tokens")
                        : null,
            }
            : null;
        return new OpenAiAnswer(text.ToString(), thinking.ToString(), finish, usage, String(root, "id"), String(root, "model"));
    }

    /// <summary>The answer as the content of a message: the thinking, where there is any, and the text.</summary>
    internal List<AIContent> Contents() => Thinking.Length == 0 ? [new TextContent(Text)] : [new TextReasoningContent(Thinking), new TextContent(Text)];

    // A text, or a list of parts: {"type":"text","text":…}, and {"type":"thinking","thinking":[…]} of Mistral's models. Other parts hold no text.
    private static void AddContent(JsonElement content, StringBuilder text, StringBuilder thinking)
    {
        if (content.ValueKind == JsonValueKind.String)
            text.Append(content.GetString());
        if (content.ValueKind != JsonValueKind.Array)
            return;
        foreach (var item in content.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
                text.Append(item.GetString());
            if (item.ValueKind != JsonValueKind.Object)
                continue;
            if (String(item, "type") is "thinking" or "reasoning" && (item.TryGetProperty("thinking", out var inner) || item.TryGetProperty("text", out inner)))
                AddContent(inner, thinking, thinking);
            else
                text.Append(String(item, "text"));
        }
    }

    /// <summary>What an error says: its message, or all of it.</summary>
    internal static string Message(JsonElement error) =>
        error.ValueKind == JsonValueKind.String ? error.GetString()!
        : (error.ValueKind == JsonValueKind.Object ? String(error, "message") : null) ?? error.GetRawText();

    private static string? String(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Count(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count)
            ? count : null;
}
