using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Server.Environments;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// OpenEnv (meta-pytorch/OpenEnv 685de41, <c>openenv/core/env_server/http_server.py</c>): the environments of rows over a WebSocket, at <c>/ws</c> the
/// first of them and at <c>/{env}/ws</c> each. An answer that cannot be scored has the reward null and ends the episode; one whose tool failed is an
/// error with the code EXECUTION_ERROR, and the same step may be taken again.
/// </summary>
/// <remarks>
/// A connection is a session. <c>reset</c> takes <c>index</c> or <c>seed</c>, and a <c>split</c>; without them the tasks come in order. <c>step</c> takes
/// <c>{"answer"}</c>, or the client's own <c>call_tool</c> and <c>list_tools</c>.
/// </remarks>
/// <param name="environments">The environments, the first being the default.</param>
public sealed class OpenEnvDialect(IReadOnlyList<RowEnvironment> environments) : IDialect
{
    /// <summary>The most connections at a time.</summary>
    internal const int MostSessions = 4096;

    private readonly Dictionary<string, RowEnvironment> _environments = environments.ToDictionary(e => e.Name, StringComparer.OrdinalIgnoreCase);
    private int _open;

    /// <inheritdoc/>
    public string Name => "openenv";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(parts);
        endpoints.Get("/ws", ErrorAnswers.Default, context => ServeAsync(context, environments is [var first, ..] ? first : null, parts));
        endpoints.Get("/{env}/ws", ErrorAnswers.Default, context =>
            ServeAsync(context, _environments.GetValueOrDefault((string)context.Request.RouteValues["env"]!), parts));
    }

    private async Task ServeAsync(HttpContext context, RowEnvironment? environment, ServerParts parts)
    {
        if (environment is null)
        {
            throw new EnvironmentException(environments.Count == 0
                ? "There is no environment: start the server with --environment NAME=rows.jsonl."
                : $"There is no such environment. There are {string.Join(", ", environments.Select(e => e.Name))}.");
        }

        if (!context.WebSockets.IsWebSocketRequest)
            throw new BadRequestException(null, "this address is a WebSocket's", "Connect to it as one (ws://).");
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var messages = new SocketMessages(socket, parts.Limits.BodyBytes, parts.Clock);
        var isPlace = Interlocked.Increment(ref _open) <= MostSessions;
        try
        {
            if (!isPlace)
                await messages.SendAsync(OpenEnvAnswers.Full(MostSessions), context.RequestAborted);
            else
                await ConverseAsync(messages, new OpenEnvSession(environment, Name, parts.Rewards), parts.Stopping, context.RequestAborted);
            await messages.CloseAsync(parts.Stopping.IsCancellationRequested, context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    // A shutdown ends the wait for messages, and not the answer to one that has come.
    private static async Task ConverseAsync(
        SocketMessages messages, OpenEnvSession session, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        while (await messages.ReadAsync(either.Token) is { } message)
        {
            if (await session.AnswerAsync(message, cancellationToken) is not { } answer)
                return;
            await messages.SendAsync(answer, cancellationToken);
        }
    }
}
