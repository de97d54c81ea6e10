using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// slime (<c>--rm-type remote_rm --rm-url</c>): <c>POST /slime</c> with {"prompt","response","label"}, answered by a number, or by an object for its
/// <c>--reward-key NAME</c> where the address ends in <c>?reward_key=NAME</c>. It tries ten times, 1, 2, 4 … 30 s apart, and then ends the run.
/// </summary>
/// <remarks>
/// A number has no room for a flag, so that what is not scored is an error; the object has, and is 0 with <c>"status"</c>: at once where there is
/// nothing to judge by, from the third try on where a tool failed.
/// </remarks>
/// <param name="path">The address. Default /slime.</param>
public sealed class SlimeDialect(string path = "/slime") : IDialect
{
    private const int LastTry = 3;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(110);

    /// <inheritdoc/>
    public string Name => "slime";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var tries = new FailedTries(parts.Clock);
        endpoints.Post(path, ErrorAnswers.Default, context => AnswerAsync(context, parts, tries));
    }

    private async Task AnswerAsync(HttpContext context, ServerParts parts, FailedTries tries)
    {
        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        var root = body.Root;
        var query = RequestRow.Read(json =>
        {
            json.WriteField("prompt", root["prompt"]);
            json.WriteLabel(root["label"]);
        });
        var completion = root["response"].Text();
        var request = SingleGroup.Request(
            parts, Name, query, [new Completion(completion)], s_patience, UrlSettings.Of(context.Request, parts.Limits));
        var scored = await parts.Rewards.ScoreAsync(request, context.RequestAborted);
        var outcome = scored.Outcomes[0].Outcome;
        var key = context.Request.Query["reward_key"].ToString();
        var isLeft = key.Length == 0 || (outcome is RewardOutcome.Failed && tries.Count(request.Group.Query.Id, completion) < LastTry);
        if (scored.Rewards[0] is null && isLeft)
        {
            await Unscored.AnswerAsync(context, outcome);
            return;
        }

        await JsonAnswer.WriteAsync(context, json =>
        {
            if (key.Length == 0)
            {
                json.WriteNumberValue(scored.Rewards[0]!.Value);
                return;
            }

            json.WriteStartObject();
            json.WriteNumber(key, scored.Rewards[0] ?? 0);
            if (key != "status")
                json.WriteString("status", outcome.Status);
            json.WriteEndObject();
        });
    }
}
