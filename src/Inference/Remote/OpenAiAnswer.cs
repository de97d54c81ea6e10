using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Rlar.Inference.Remote;

/// <summary>What a chat/completions endpoint answers, whole or in a stream's parts.</summary>
/// <param name="Text">The text, or the next piece of it.</param>
/// <param name="Finish">Why it ended; null while it goes on.</param>
/// <param name="Usage">What it used, where the server says it.</param>
/// <param name="Id">The response's id.</param>
/// <param name="Model">The model that answered.</param>
internal sealed record OpenAiAnswer(string Text, ChatFinishReason? Finish, UsageDetails? Usage, string? Id, string? Model)
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
        var (text, finish) = ("", (ChatFinishReason?)null);
        if (root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0)
        {
            var choice = choices[0];
            if (choice.ValueKind == JsonValueKind.Object
                && choice.TryGetProperty(part, out var message)
                && message.ValueKind == JsonValueKind.Object && String(message, "content") is { } content)
                text = content;
            finish = choice.ValueKind == JsonValueKind.Object && String(choice, "finish_reason") is { } reason ? new ChatFinishReason(reason) : null;
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
        return new OpenAiAnswer(text, finish, usage, String(root, "id"), String(root, "model"));
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
