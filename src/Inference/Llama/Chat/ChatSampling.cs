using System.Globalization;
using Microsoft.Extensions.AI;
using Rlar.Inference.Llama.Grammar;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Templates;

namespace Rlar.Inference.Llama.Chat;

/// <summary>Chat options as the engine's, and messages as turns. What the engine cannot do is refused, never left out.</summary>
internal static class ChatSampling
{
    /// <summary>The engine's options.</summary>
    /// <exception cref="InferenceException">An option cannot be followed.</exception>
    internal static SamplingOptions Of(ChatOptions? options, SamplingOptions defaults, string model)
    {
        if (options is null)
            return defaults;
        Refuse(options, model);
        var sampling = defaults with
        {
            Temperature = options.Temperature ?? defaults.Temperature,
            TopP = options.TopP ?? defaults.TopP,
            TopK = options.TopK ?? defaults.TopK,
            Seed = options.Seed ?? defaults.Seed,
            MaxTokens = options.MaxOutputTokens ?? defaults.MaxTokens,
            Stop = options.StopSequences is { Count: > 0 } stops ? [.. defaults.Stop, .. stops] : defaults.Stop,
            Grammar = options.ResponseFormat switch
            {
                null => defaults.Grammar,
                ChatResponseFormatText => null,
                ChatResponseFormatJson { Schema: { } schema } => JsonSchemaGrammar.Of(schema),
                ChatResponseFormatJson => JsonSchemaGrammar.AnyObject,
                var other => throw Refused($"the response format {other.GetType().Name}"),
            },
        };
        foreach (var (name, value) in options.AdditionalProperties ?? [])
        {
            sampling = name switch
            {
                "min_p" => sampling with { MinP = Number(name, value) },
                "repetition_penalty" => sampling with { RepetitionPenalty = Number(name, value) },
                "grammar" => sampling with
                {
                    Grammar = value as GbnfGrammar ?? GbnfGrammar.Parse(value as string ?? throw Refused("a 'grammar' that is no GBNF text")),
                },
                _ => throw Refused($"the additional property '{name}' (min_p, repetition_penalty and grammar are known)"),
            };
        }

        return sampling;
    }

    /// <summary>The turns of a conversation, the options' instructions before them.</summary>
    /// <exception cref="InferenceException">There is none, or one holds something that is no text.</exception>
    internal static List<ChatTurn> Turns(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var turns = new List<ChatTurn>();
        if (options?.Instructions is { Length: > 0 } instructions)
            turns.Add(new ChatTurn(TurnRole.System, instructions));
        foreach (var message in messages)
        {
            if (message.Contents.FirstOrDefault(content => content is not TextContent) is { } other)
                throw Refused($"a message with {other.GetType().Name}; messages are text");
            var role = message.Role.Value switch
            {
                "system" => TurnRole.System,
                "user" => TurnRole.User,
                "assistant" => TurnRole.Assistant,
                "tool" => TurnRole.Tool,
                var unknown => throw Refused($"a message of the role '{unknown}'"),
            };
            turns.Add(new ChatTurn(role, message.Text));
        }

        return turns;
    }

    private static void Refuse(ChatOptions options, string model)
    {
        if (options.Tools is { Count: > 0 } || options.ToolMode is RequiredChatToolMode || options.AllowMultipleToolCalls == true)
            throw Refused("tools; it only writes text. Use a client that calls tools around it, or ask for JSON");
        if (options.FrequencyPenalty is not null and not 0)
            throw Refused("a frequency penalty; the additional property 'repetition_penalty' is what it has");
        if (options.PresencePenalty is not null and not 0)
            throw Refused("a presence penalty; the additional property 'repetition_penalty' is what it has");
        if (options.ModelId is { } wanted && wanted != model)
            throw Refused($"the model '{wanted}'; it has '{model}'");
        if (options.ConversationId is not null)
            throw Refused("a conversation id; it keeps no conversations, send all messages");
        if (options.Reasoning is not null)
            throw Refused("reasoning options");
        if (options.AllowBackgroundResponses == true || options.ContinuationToken is not null)
            throw Refused("background responses");
        if (options.RawRepresentationFactory is not null)
            throw Refused("options of another client (RawRepresentationFactory)");
    }

    private static double Number(string name, object? value) => value is IConvertible and not string and not bool
        ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
        : throw Refused($"a '{name}' that is no number");

    private static InferenceException Refused(string what) => new($"The local model's chat client cannot do {what}.");
}
