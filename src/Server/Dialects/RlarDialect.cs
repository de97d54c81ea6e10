using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// The client of RLAR's original research code: <c>POST /{route}</c> with {"prompt","response","ground_truth"}, answered by {"score"}. It takes anything
/// but 200 for a failure, tries five times a second apart with 30 s for each, and then ends; a null would become 0 there.
/// </summary>
/// <param name="names">Which tool a route is; one of the route's own name needs no mapping.</param>
/// <param name="unscored">
/// What is answered where there is no score, as the original's own -20.0, beside <c>"status"</c>; null for an error, which is the default.
/// </param>
/// <param name="wait">How long a request waits for a place before it is told that there is none. Default 10 s.</param>
public sealed class RlarDialect(ToolNames? names = null, double? unscored = null, TimeSpan? wait = null) : IDialect
{
    private static readonly string[] s_routes = ["skywork_llama", "skywork_qwen", "gpt2_large_helpful", "deberta_reward", "seed", "bleu1", "length"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(28);

    private readonly ToolNames _names = names ?? ToolNames.None;
    private readonly TimeSpan _wait = wait ?? TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Name => "rlar";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        foreach (var route in s_routes)
            endpoints.Post($"/{route}", ErrorAnswers.Default, context => AnswerAsync(context, parts, route));
    }

    private async Task AnswerAsync(HttpContext context, ServerParts parts, string route)
    {
        var settings = UrlSettings.Of(context.Request, parts.Limits);
        if ((settings.Tool ?? _names.Find(parts.Tools, route)) is not { } tool)
        {
            await ErrorAnswers.Default.AnswerAsync(context, new RequestError(
                StatusCodes.Status404NotFound,
                "not_found",
                $"the route '{route}' has no tool here. Name one in the address: /{route}?tool=TOOL, where TOOL is one of GET /v1/tools."));
            return;
        }

        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        var root = body.Root;
        var query = RequestRow.Read(json =>
        {
            json.WriteField("prompt", root["prompt"]);
            json.WriteField("ground_truth", root["ground_truth"]);
        });
        var request = SingleGroup.Request(
            parts, Name, query with { Tool = tool }, [new Completion(root["response"].Text())], s_patience, settings);
        var scored = await Waiting.ScoreAsync(parts, request, _wait, context.RequestAborted);
        if (scored.Rewards[0] is null && unscored is null)
        {
            await Unscored.AnswerAsync(context, scored.Outcomes[0].Outcome);
            return;
        }

        await JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteFloat("score", scored.Rewards[0] ?? unscored!.Value);
            if (scored.Rewards[0] is null)
                json.WriteString("status", scored.Outcomes[0].Outcome.Status);
            json.WriteEndObject();
        });
    }
}
