using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// ROLL's reward system: a task is submitted by POST and its result fetched by GET with a body, at the addresses that ROLL has by default and at
/// <c>/roll/submit</c> and <c>/roll/result</c>. errcode 1 is "still running". What is not scored has errcode 0 and <c>reward_score</c> null, upon which
/// ROLL submits it again, five times, and then takes 0 itself; any other errcode is asked about until the task's own timeout of 300 s.
/// </summary>
/// <remarks>
/// A full queue is waited for, as long as the task may take: of a submission that is refused five times ROLL makes 0. A task's id is made of the request,
/// so that the same request asked for again costs nothing. "dimention" is ROLL's spelling.
/// </remarks>
/// <param name="mostTasks">How many tasks and results are kept. Default 65,536.</param>
/// <param name="keptFor">How long a result waits to be fetched. Default 10 minutes.</param>
public sealed class RollDialect(int mostTasks = 65_536, TimeSpan? keptFor = null) : IDialect
{
    private const string Base = "/apis/custom/reward-system/v1";
    private const int Running = 1;
    private const int Refused = 2;

    private static readonly ErrorAnswers s_errors = new()
    {
        Write = (json, error) =>
        {
            json.WriteStartObject();
            json.WriteNumber("errcode", Refused);
            json.WriteString("errmsg", error.Message);
            json.WriteEndObject();
        },
    };

    /// <inheritdoc/>
    public string Name => "roll";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var tasks = new RollTasks(parts.Clock, mostTasks, keptFor ?? TimeSpan.FromMinutes(10));
        foreach (var address in (string[])[$"{Base}/submit_task", "/roll/submit"])
            endpoints.Post(address, s_errors, context => SubmitAsync(context, parts, tasks));
        foreach (var address in (string[])[$"{Base}/task_result", "/roll/result"])
            endpoints.Get(address, s_errors, context => ResultAsync(context, parts, tasks));
    }

    private async Task SubmitAsync(HttpContext context, ServerParts parts, RollTasks tasks)
    {
        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        var root = body.Root;
        var query = RequestRow.Read(json =>
        {
            json.WriteField("prompt", root["prompt"]);
            json.WriteColumns(root["reward_info"]);
        });
        var patience = Patience(root["timeout"]);
        var request = SingleGroup.Request(
            parts, Name, query, [new Completion(root["response"].Text())], patience, UrlSettings.Of(context.Request, parts.Limits));
        if (root["data_id"].LooseText() is { Length: > 0 } data)
        {
            var step = root["global_step"].LooseText();
            request = request with
            {
                Group = request.Group with { Query = request.Group.Query with { Id = data } },
                Join = new GroupJoin($"{Name}/{step}/{data}", request.Join?.Size),
            };
        }

        var id = Id(body.Bytes.Span, context.Request.QueryString.Value);
        tasks.Submit(id, () => Waiting.ScoreAsync(parts, request, request.Deadline ?? parts.Limits.Deadline, parts.Stopping));
        await JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("errcode", 0);
            json.WriteString("errmsg", "");
            json.WriteString("reward_request_id", id);
            json.WriteEndObject();
        });
    }

    private static async Task ResultAsync(HttpContext context, ServerParts parts, RollTasks tasks)
    {
        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        var task = tasks.Find(body.Root["reward_request_id"].Text());
        await JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            if (task is null)
                Write(json, 0, "no such task is known here: its result waited too long, or the server was started anew", null);
            else if (task.Ended is not { } ended)
                Write(json, Running, "", null);
            else
                Write(json, 0, ended.Why, ended.Reward);
            WriteDimensions(json, task);
            json.WriteString("start_time", task is null ? "" : Iso(task.Start));
            json.WriteString("end_time", task?.Ended is { } end ? Iso(end.At) : "");
            json.WriteEndObject();
        });
    }

    // What stands in the address decides, too.
    private static string Id(ReadOnlySpan<byte> body, string? settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(body);
        hash.AppendData(Encoding.UTF8.GetBytes(settings ?? ""));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static TimeSpan? Patience(JsonField timeout) => timeout.NumberOrNull() switch
    {
        null => null,
        > 0 and var seconds => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.SecondsPerDay)),
        _ => throw new BadRequestException(timeout.Path, $"{timeout.Element.GetRawText()} s is no time", "Send a number above 0, or leave it out."),
    };

    private static void Write(Utf8JsonWriter json, int code, string message, double? score)
    {
        json.WriteNumber("errcode", code);
        json.WriteString("errmsg", message);
        json.WriteFloat("reward_score", score);
    }

    // One object a tool; ROLL looks for debug_info in each.
    private static void WriteDimensions(Utf8JsonWriter json, RollTask? task)
    {
        json.WriteStartObject("dimention_reward_score");
        foreach (var (id, outcome) in task?.Ended?.Tools ?? [])
        {
            json.WriteStartObject(id);
            json.WriteFloat("score", (outcome as RewardOutcome.Scored)?.Value);
            json.WriteString("status", outcome.Status);
            json.WriteStartObject("debug_info");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
