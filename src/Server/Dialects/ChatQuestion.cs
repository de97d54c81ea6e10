using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>A request to a chat model in OpenAI's form. What would change the answer and cannot be followed is refused, never left out.</summary>
/// <param name="Model">The model's name; null for the default.</param>
/// <param name="Messages">The conversation, as text.</param>
/// <param name="Options">How to answer.</param>
/// <param name="IsStream">Whether the answer comes in pieces.</param>
/// <param name="HasUsage">Whether a stream ends with the count of tokens.</param>
internal sealed record ChatQuestion(string? Model, IReadOnlyList<ChatMessage> Messages, ChatOptions Options, bool IsStream, bool HasUsage)
{
    /// <summary>Reads one.</summary>
    /// <param name="root">The body.</param>
    /// <exception cref="BadRequestException">A field is not what OpenAI has, or asks for what text models do not do here.</exception>
    internal static ChatQuestion Read(JsonField root)
    {
        Refuse(root);
        var options = new ChatOptions
        {
            Temperature = (float?)root["temperature"].NumberOrNull(),
            TopP = (float?)root["top_p"].NumberOrNull(),
            TopK = Whole(root["top_k"]) is > 0 and var top ? top : null, // vLLM's -1 is "all"
            Seed = root["seed"].WholeOrNull(),
            MaxOutputTokens = Whole(root["max_completion_tokens"]) ?? Whole(root["max_tokens"]),
            FrequencyPenalty = (float?)root["frequency_penalty"].NumberOrNull(),
            PresencePenalty = (float?)root["presence_penalty"].NumberOrNull(),
            StopSequences = root["stop"].Kind == JsonValueKind.Array ? [.. root["stop"].Items().Select(stop => stop.Text())]
                : root["stop"].TextOrNull() is { } only ? [only] : null,
            ResponseFormat = Format(root["response_format"]),
        };
        if (options.MaxOutputTokens <= 0)
            throw new BadRequestException("max_tokens", "it is not above 0", "Send the most tokens of the answer, or leave it out.");
        return new ChatQuestion(
            root["model"].TextOrNull(),
            Conversation(root["messages"]),
            options,
            root["stream"].FlagOrNull() ?? false,
            root["stream_options"]["include_usage"].FlagOrNull() ?? false);
    }

    private static void Refuse(JsonField root)
    {
        if (root["n"].WholeOrNull() is not (null or 1))
            throw new BadRequestException("n", "one answer is given to a request", "Send as many requests as you want answers.");
        if (root["tools"].Items().Count > 0 || root["functions"].Items().Count > 0)
            throw new BadRequestException("tools", "the models here write text and call no tools", "Leave them out, or ask for JSON by response_format.");
        if (root["logprobs"].FlagOrNull() == true || root["top_logprobs"].WholeOrNull() > 0)
            throw new BadRequestException("logprobs", "they are not given here", "Leave them out.");
    }

    private static List<ChatMessage> Conversation(JsonField messages)
    {
        if (messages.IsAbsent || messages.Items().Count == 0)
            throw new BadRequestException("messages", "there is none", "Send a list of {\"role\", \"content\"}.");
        return [.. messages.Items().Select(message => new ChatMessage(new ChatRole(message["role"].Text()), Text(message["content"])))];
    }

    private static string Text(JsonField content) => content.Kind switch
    {
        JsonValueKind.Array => string.Concat(content.Items().Select(part => part["text"].Text())),
        JsonValueKind.Null => "",
        _ => content.Text(),
    };

    private static int? Whole(JsonField field) => field.WholeOrNull() is not { } value ? null
        : value is >= int.MinValue and <= int.MaxValue ? (int)value : throw field.Wrong("a number of tokens");

    private static ChatResponseFormat? Format(JsonField format) => format["type"].TextOrNull() switch
    {
        null => null,
        "text" => ChatResponseFormat.Text,
        "json_object" => ChatResponseFormat.Json,
        "json_schema" when format["json_schema"] is var named => ChatResponseFormat.ForJsonSchema(
            named["schema"].Kind == JsonValueKind.Object ? named["schema"].Element.Clone() : throw named["schema"].Wrong("an object"),
            named["name"].TextOrNull()),
        var other => throw new BadRequestException("response_format.type", $"there is no '{other}'", "Send text, json_object or json_schema."),
    };
}
