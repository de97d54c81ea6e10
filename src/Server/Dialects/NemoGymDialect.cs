using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// A resources server of NeMo-Gym (NVIDIA-NeMo/Gym 07d6b0d0, <c>nemo_gym/base_resources_server.py</c>). A verification that failed is a row of the class
/// judge_failed, the only one that its re-verification tries again; one without anything to judge by is masked by instance_config.mask_sample. Both carry
/// the reward 0.0, which the format demands, and both flags are also in the way of training.
/// </summary>
/// <remarks>
/// Verification holds no session: what a session's cookie is asked for is that it comes back. Rollouts of one task that are verified one by one are one
/// group by _ng_task_index and prompt, whose window closes whether they all come or not.
/// </remarks>
public sealed class NemoGymDialect : IDialect
{
    private const string Cookie = "rlar_session";
    private const int LongestSession = 128;

    // Its client tries again only where a connection breaks: a status ends the rollout, and says why in its log.
    private static readonly ErrorAnswers s_errors = ErrorAnswers.Default;

    /// <inheritdoc/>
    public string Name => "nemo-gym";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(parts);

        // Calls of a rollout whose model calls are captured stand behind a prefix that names it.
        foreach (var prefix in (string[])["", "/ng-rollout/{rollout}"])
        {
            endpoints.Post(prefix + "/seed_session", s_errors, context => SeedAsync(context, parts));
            endpoints.Post(prefix + "/verify", s_errors, context => VerifyAsync(context, parts));
            endpoints.Post(prefix + "/compare", s_errors, context => CompareAsync(context, parts));
            endpoints.Post(prefix + "/aggregate_metrics", s_errors, context => AggregateAsync(context, parts));
            endpoints.Get(prefix + "/reverify_mode", s_errors, context => JsonAnswer.WriteAsync(context, json => json.WriteStringValue("stateless")));
        }
    }

    private static async Task SeedAsync(HttpContext context, ServerParts parts)
    {
        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        _ = body.Root;
        KeepSession(context, body);
        await JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteEndObject();
        });
    }

    private async Task VerifyAsync(HttpContext context, ServerParts parts)
    {
        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        var request = new ScoreRequest(NemoGymRow.Verified(body, out var join), Name) { Join = join };
        var scored = await parts.Rewards.ScoreAsync(request, context.RequestAborted);
        KeepSession(context, body);
        await JsonAnswer.WriteAsync(context, json => NemoGymAnswers.WriteVerified(json, body.Root, scored));
    }

    private async Task CompareAsync(HttpContext context, ServerParts parts)
    {
        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        var scored = await parts.Rewards.ScoreAsync(new ScoreRequest(NemoGymRow.Compared(body.Root, parts.Limits), Name), context.RequestAborted);

        // The answer has numbers alone: one that is missing is an error of the whole, and a failure another one than a lack.
        if (scored.Outcomes.Select(outcome => outcome.Outcome).OfType<RewardOutcome.Failed>().FirstOrDefault() is { } failed)
            await s_errors.AnswerAsync(context, new RequestError(StatusCodes.Status500InternalServerError, "internal", OutcomeDetail.Line(failed)));
        else if (scored.Outcomes.Select(outcome => outcome.Outcome).OfType<RewardOutcome.Unscorable>().FirstOrDefault() is { } unscorable)
            throw new BadRequestException(null, unscorable.Reason, "Name a tool that compares answers as 'tool', or send what they can be judged by.");
        else
            await JsonAnswer.WriteAsync(context, json => NemoGymAnswers.WriteCompared(json, scored));
    }

    private static async Task AggregateAsync(HttpContext context, ServerParts parts)
    {
        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        var metrics = NemoGymMetrics.Of(body.Root["verify_responses"]);
        await JsonAnswer.WriteAsync(context, metrics.Write);
    }

    // Clients pass on the cookies of the last answer alone, so that each has to carry it.
    private static void KeepSession(HttpContext context, JsonBody body)
    {
        var session = context.Request.Cookies[Cookie] is { Length: > 0 and <= LongestSession } known && known.All(char.IsAsciiLetterOrDigit)
            ? known
            : Convert.ToHexStringLower(SHA256.HashData(body.Bytes.Span))[..32];
        context.Response.Headers.Append("Set-Cookie", $"{Cookie}={session}; path=/; httponly; samesite=lax");
    }
}
