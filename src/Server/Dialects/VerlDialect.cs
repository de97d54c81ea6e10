using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// verl's reward model as vLLM (<c>POST /classify</c>) or SGLang (<c>POST /v1/embeddings</c>) serve one: {"model","input"}, the input being a whole
/// conversation as a chat template writes it; the score is the last number of <c>data[-1]</c>. It tries 16 times, 1, 2, 4 … 30 s apart, and never again
/// after a 4xx: a full server is 503 and a tool that failed 500; what cannot be judged at all is 422.
/// </summary>
/// <param name="names">Which tool a model's name is; a tool of that id, or a reward model of that name, needs no mapping. Else the router decides.</param>
public sealed class VerlDialect(ToolNames? names = null) : IDialect
{
    private readonly ToolNames _names = names ?? ToolNames.None;

    /// <inheritdoc/>
    public string Name => "verl";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        endpoints.Post("/classify", ErrorAnswers.Default, context => AnswerAsync(context, parts, Classes));
        endpoints.Post("/v1/embeddings", ErrorAnswers.Default, context => AnswerAsync(context, parts, Embeddings));
    }

    private async Task AnswerAsync(HttpContext context, ServerParts parts, Action<Utf8JsonWriter, string, double[]> write)
    {
        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        var root = body.Root;
        var model = root["model"].TextOrNull() ?? "";
        var settings = UrlSettings.Of(context.Request, parts.Limits);
        var tool = settings.Tool ?? (model.Length == 0 ? null : _names.Find(parts.Tools, model));

        // SGLang's scores are the head's own; so are vLLM's where no activation is asked for, by its new or its old name.
        var isRaw = write == Embeddings || !((root["use_activation"].FlagOrNull() ?? root["activation"].FlagOrNull()) ?? true);
        var chats = Chats(root, parts.Limits);
        var scores = new double[chats.Count];
        var unscored = new RewardOutcome?[chats.Count];
        await Task.WhenAll(chats.Select(ScoreAsync));
        if (Array.Find(unscored, outcome => outcome is not null) is { } none)
        {
            await Unscored.AnswerAsync(context, none);
            return;
        }

        await JsonAnswer.WriteAsync(context, json => write(json, model, scores));

        async Task ScoreAsync(TemplatedChat chat, int at)
        {
            var query = new Query { Id = "", Prompt = chat.Prompt, Tool = tool };
            var request = SingleGroup.Request(parts, Name, query, [new Completion(chat.Completion)], null, settings) with { Join = null };
            var scored = await parts.Rewards.ScoreAsync(request, context.RequestAborted);
            if (scored.Rewards[0] is not { } reward)
                unscored[at] = scored.Outcomes[0].Outcome;
            else
                scores[at] = isRaw && scored is { Calls.Count: 1 } && scored.Outcomes[0].Outcome is RewardOutcome.Scored raw ? raw.Value : reward;
        }
    }

    private static List<TemplatedChat> Chats(JsonField root, ServerLimits limits)
    {
        if (root["input"] is { IsAbsent: true } missing && root["messages"].IsAbsent)
            throw missing.Wrong("a text, or a list of texts");
        if (root["input"].IsAbsent)
            return [OfMessages(root["messages"])];
        IReadOnlyList<JsonField> inputs = root["input"].Kind == JsonValueKind.Array ? root["input"].Items() : [root["input"]];
        if (inputs.Count == 0 || inputs.Count > limits.Completions)
            throw new BadRequestException("input", $"it holds {inputs.Count} texts", $"Send from 1 to {limits.Completions}.");
        return [.. inputs.Select(input => input.Text()).Select(text => TemplatedChat.Read(text) ?? new TemplatedChat([], QueryText.WithoutEnd(text, 0)))];
    }

    private static TemplatedChat OfMessages(JsonField messages)
    {
        var prompt = RequestRow.Read(json => json.WriteField("prompt", messages)).Prompt;
        return prompt is [.., { Role: "assistant" } answer]
            ? new TemplatedChat([.. prompt.SkipLast(1)], answer.Content)
            : throw new BadRequestException(
                "messages", "the last one is not the assistant's", "Send the conversation with the answer that is to be scored at its end.");
    }

    private static void Classes(Utf8JsonWriter json, string model, double[] scores) => Write(json, model, scores, score =>
    {
        json.WriteNull("label");
        json.WriteFloats("probs", [score], value => value);
        json.WriteNumber("num_classes", 1);
    });

    private static void Embeddings(Utf8JsonWriter json, string model, double[] scores) => Write(json, model, scores, score =>
    {
        json.WriteString("object", "embedding");
        json.WriteFloats("embedding", [score], value => value);
    });

    private static void Write(Utf8JsonWriter json, string model, double[] scores, Action<double> write)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteString("model", model);
        json.WriteStartArray("data");
        for (var i = 0; i < scores.Length; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("index", i);
            write(scores[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
