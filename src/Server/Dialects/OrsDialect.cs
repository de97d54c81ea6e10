using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Server.Environments;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// Open Reward Standard (openrewardstandard/python-sdk a399408, <c>src/ors/server.py</c>): environments of rows with one tool, <c>submit</c>. An answer
/// that cannot be scored has the reward null; one whose tool failed is an <c>error</c> event, and may be submitted again.
/// </summary>
/// <remarks>
/// Departures: a task that a client sends back is looked up by its split and index, and not taken as it is, so that a client cannot change what it is
/// scored by; the result of a call is one <c>end</c> event and never chunks, since the client strips blanks from the beginning of each.
/// </remarks>
/// <param name="environments">The environments, the first being the default.</param>
public sealed class OrsDialect(IReadOnlyList<RowEnvironment> environments) : IDialect
{
    private const int MostListed = 100_000;

    private static readonly ErrorAnswers s_errors = ErrorAnswers.Default with
    {
        Unknown = StatusCodes.Status404NotFound,
        Write = OrsAnswers.WriteError,
    };

    private readonly Dictionary<string, RowEnvironment> _environments = environments.ToDictionary(e => e.Name, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Name => "ors";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(parts);
        endpoints.Get("/health", s_errors, context => JsonAnswer.WriteAsync(context, OrsAnswers.WriteOk));
        endpoints.Get("/list_environments", s_errors, context => JsonAnswer.WriteAsync(context, json => OrsAnswers.WriteNames(json, environments)));
        endpoints.Post("/create_session", s_errors, context => OrsEvents.AnswerAsync(context, NewId(), ""));
        endpoints.Post("/delete_session", s_errors, context => EchoAsync(context, SessionId(context)));
        MapTasks(endpoints, parts.Limits);
        MapSessions(endpoints, parts, new OrsSessions(Name, parts));
    }

    private void MapTasks(IEndpointRouteBuilder endpoints, ServerLimits limits)
    {
        endpoints.Get("/{env}/tools", s_errors, context =>
        {
            Environment(context);
            return JsonAnswer.WriteAsync(context, OrsAnswers.WriteTools);
        });
        endpoints.Get("/{env}/splits", s_errors, context =>
        {
            var environment = Environment(context);
            return JsonAnswer.WriteAsync(context, json => OrsAnswers.WriteSplits(json, environment));
        });
        endpoints.Post("/{env}/tasks", s_errors, async context =>
        {
            var (environment, tasks, _) = await TasksAsync(context, limits);
            if (tasks.Count > MostListed)
                throw new BadRequestException("split", $"it has {tasks.Count} tasks, too many for one answer", "Ask for num_tasks, and task or task_range.");
            await JsonAnswer.WriteAsync(context, json => OrsAnswers.WriteTasks(json, tasks, environment.Name));
        });
        endpoints.Post("/{env}/num_tasks", s_errors, async context =>
        {
            var (_, tasks, _) = await TasksAsync(context, limits);
            await JsonAnswer.WriteAsync(context, json => OrsAnswers.WriteCount(json, tasks.Count));
        });
        endpoints.Post("/{env}/task", s_errors, async context =>
        {
            var (_, tasks, place) = await TasksAsync(context, limits);
            var task = At(tasks, place.Index);
            await JsonAnswer.WriteAsync(context, json => OrsAnswers.WriteTask(json, task));
        });
        endpoints.Post("/{env}/task_range", s_errors, async context =>
        {
            var (_, tasks, place) = await TasksAsync(context, limits);
            var (start, stop) = Range(tasks.Count, place.Start, place.Stop);
            if (stop - start > MostListed)
                throw new BadRequestException("stop", $"{stop - start} tasks are too many for one answer", $"Ask for at most {MostListed} at a time.");
            await JsonAnswer.WriteAsync(context, json => OrsAnswers.WriteTasks(json, tasks.Skip(start).Take(stop - start), null));
        });
    }

    private void MapSessions(IEndpointRouteBuilder endpoints, ServerParts parts, OrsSessions sessions)
    {
        endpoints.Post("/create", s_errors, async context =>
        {
            var id = SessionId(context);
            using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
            sessions.Create(id, Chosen(body.Root));
            await EchoAsync(context, id);
        });
        endpoints.Post("/ping", s_errors, context =>
        {
            sessions.Find(SessionId(context));
            return JsonAnswer.WriteAsync(context, OrsAnswers.WriteOk);
        });
        endpoints.Post("/delete", s_errors, context =>
        {
            var id = SessionId(context);
            sessions.Delete(id);
            return EchoAsync(context, id);
        });
        endpoints.Get("/{env}/task_tools", s_errors, context =>
        {
            Session(context, sessions);
            return JsonAnswer.WriteAsync(context, OrsAnswers.WriteTools);
        });
        endpoints.Get("/{env}/prompt", s_errors, context =>
        {
            var session = Session(context, sessions);
            return JsonAnswer.WriteAsync(context, json => OrsAnswers.WritePrompt(json, session.Task.Query.Prompt));
        });
        endpoints.Post("/{env}/call", s_errors, async context =>
        {
            var session = Session(context, sessions);
            using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
            var call = session.Call(body.Root["name"].Text(), body.Root["input"], body.Root["task_id"].TextOrNull());
            await OrsEvents.AnswerAsync(context, call, parts.Clock);
        });
    }

    private RowEnvironment Environment(HttpContext context) => Named((string)context.Request.RouteValues["env"]!);

    private RowEnvironment Named(string name) => _environments.GetValueOrDefault(name) ?? throw new EnvironmentException(
        environments.Count == 0
            ? $"There is no environment '{name}', nor any other: start the server with --environment NAME=rows.jsonl."
            : $"There is no environment '{name}'. There are {string.Join(", ", environments.Select(e => e.Name))}.");

    private OrsSession Session(HttpContext context, OrsSessions sessions)
    {
        var environment = Environment(context);
        var session = sessions.Find(SessionId(context));

        // The client names no environment where it creates a session by split and index, and gets the first one's.
        return string.Equals(session.Task.Environment, environment.Name, StringComparison.OrdinalIgnoreCase) ? session : throw new BadRequestException(
            "X-Session-ID",
            $"the session is one of the environment '{session.Task.Environment}', not of '{environment.Name}'",
            "Create it with a task of the environment, or name the environment as env_name.");
    }

    private async Task<(RowEnvironment Environment, IReadOnlyList<EnvironmentTask> Tasks, (long? Index, long? Start, long? Stop) Place)> TasksAsync(
        HttpContext context, ServerLimits limits)
    {
        var environment = Environment(context);
        using var body = await JsonBody.ReadAsync(context.Request, limits, context.RequestAborted);
        var root = body.Root;
        return (environment, Split(environment, root["split"]), (root["index"].WholeOrNull(), root["start"].WholeOrNull(), root["stop"].WholeOrNull()));
    }

    private static IReadOnlyList<EnvironmentTask> Split(RowEnvironment environment, JsonField split) =>
        environment.Tasks(split.Text()) ?? throw new BadRequestException(
            split.Path, $"the environment '{environment.Name}' has no split '{split.Text()}'", $"It has {string.Join(", ", environment.Splits)}.");

    private EnvironmentTask Chosen(JsonField root)
    {
        var environment = root["env_name"].TextOrNull() is { } name ? Named(name) : environments is [var first, ..] ? first : Named("");
        var place = root["task_spec"] is { IsAbsent: false } spec ? spec : root;
        var task = At(Split(environment, place["split"]), place["index"].WholeOrNull());
        return place["id"].TextOrNull() is not { } id || id == task.Query.Id ? task : throw new BadRequestException(
            place["id"].Path, $"the task at {task.Index} of '{task.Split}' is '{task.Query.Id}', not '{id}'", "Take tasks from this server as they are.");
    }

    // Negative indices count from the end, as Python's do.
    private static EnvironmentTask At(IReadOnlyList<EnvironmentTask> tasks, long? index)
    {
        var at = index < 0 ? index + tasks.Count : index;
        return at is { } place && place >= 0 && place < tasks.Count ? tasks[(int)place] : throw new BadRequestException(
            "index", index is null ? "it is missing" : $"there is no task {index}", $"Give one from 0 to {tasks.Count - 1}.");
    }

    private static (int Start, int Stop) Range(int count, long? start, long? stop)
    {
        int Bound(long? given, int otherwise) => (int)Math.Clamp(given is < 0 ? given.Value + count : given ?? otherwise, 0, count);
        var (from, to) = (Bound(start, 0), Bound(stop, count));
        return (from, Math.Max(from, to));
    }

    private static string SessionId(HttpContext context)
    {
        var id = context.Request.Headers["X-Session-ID"].ToString().Trim();
        return id.Length is > 0 and <= OrsSessions.LongestId ? id : throw new BadRequestException(
            "X-Session-ID", id.Length == 0 ? "the header is missing" : "the header is too long", "Send the id that POST /create_session gave.");
    }

    // Whoever knows an id may act in its session.
    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static Task EchoAsync(HttpContext context, string id) => JsonAnswer.WriteAsync(context, json => OrsAnswers.WriteSession(json, id));
}
