using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// RewardAgent: <c>POST /evaluate/</c> with {"instruction","answers"}, answered by {"result"}, one number an answer. What is not scored is null there and
/// said in <c>"unscored"</c>, which is there only then; RewardAgent's own server gives 0.5 where it finds nothing to check.
/// </summary>
public sealed class RewardAgentDialect : IDialect
{
    // As its own server says errors.
    private static readonly ErrorAnswers s_errors = new()
    {
        Write = (json, error) =>
        {
            json.WriteStartObject();
            json.WriteString("detail", error.Message);
            json.WriteEndObject();
        },
    };

    /// <inheritdoc/>
    public string Name => "reward-agent";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts) =>
        endpoints.Post("/evaluate/", s_errors, context => AnswerAsync(context, parts));

    private async Task AnswerAsync(HttpContext context, ServerParts parts)
    {
        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        var root = body.Root;
        var instruction = root["instruction"].Text();
        if (root["answers"].IsAbsent)
            throw root["answers"].Wrong("a list of texts");
        Completion[] answers = [.. root["answers"].Items().Select(answer => new Completion(answer.Text()))];
        if (answers.Length > parts.Limits.Completions)
        {
            throw new BadRequestException(
                "answers", $"it holds {answers.Length}, and {parts.Limits.Completions} are taken at a time", "Send fewer.");
        }

        if (answers.Length == 0)
        {
            await JsonAnswer.WriteAsync(context, json => Write(json, [], []));
            return;
        }

        var query = RequestRow.Read(json => json.WriteString("prompt", instruction));
        var request = SingleGroup.Request(parts, Name, query, answers, null, UrlSettings.Of(context.Request, parts.Limits)) with { Join = null };
        var scored = await parts.Rewards.ScoreAsync(request, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, json => Write(json, scored.Rewards, [.. scored.Outcomes.Select(outcome => outcome.Outcome)]));
    }

    private static void Write(Utf8JsonWriter json, double?[] rewards, RewardOutcome[] outcomes)
    {
        json.WriteStartObject();
        json.WriteStartArray("result");
        foreach (var reward in rewards)
        {
            if (reward is { } value)
                json.WriteFloat(value);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
        if (Array.Exists(rewards, reward => reward is null))
        {
            json.WriteStartArray("unscored");
            for (var i = 0; i < outcomes.Length; i++)
            {
                if (rewards[i] is not null)
                    continue;
                json.WriteStartObject();
                json.WriteNumber("index", i);
                json.WriteString("status", outcomes[i].Status);
                json.WriteString("reason", Unscored.Reason(outcomes[i]));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
