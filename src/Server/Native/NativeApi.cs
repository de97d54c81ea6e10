using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Scoring.Rows;
using Rlar.Server.Wire;

namespace Rlar.Server.Native;

/// <summary>
/// The server's own API: rows as <c>rlar score</c> reads them, answers as it writes them, and what the server has and does.
/// </summary>
/// <param name="options">What it takes beside rows.</param>
internal sealed class NativeApi(NativeOptions options) : IDialect, IDisposable
{
    private static readonly ErrorAnswers s_errors = ErrorAnswers.Default with { Unknown = StatusCodes.Status404NotFound };
    private readonly MetricsText? _metrics = options.Meter is null ? null : new MetricsText(options.Meter.Meter);

    /// <inheritdoc/>
    public string Name => "native";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        var rows = new RowScoring(new RowParser(), parts, options, Name);
        endpoints.Post("/v1/score", s_errors, context => ScoreAsync(context, rows, parts));
        endpoints.Get("/v1/tools", s_errors, context => JsonAnswer.WriteAsync(context, json => ServerLists.WriteTools(json, parts.Tools)));
        endpoints.Get("/v1/models", s_errors, context => JsonAnswer.WriteAsync(context, json => ServerLists.WriteModels(json, parts.Models)));
        endpoints.Get("/healthz", s_errors, context => JsonAnswer.WriteAsync(context, json => ServerLists.WriteHealth(json, "ok", parts.Version)));
        endpoints.Get("/readyz", s_errors, context => ReadyAsync(context, parts));
        endpoints.Get("/metrics", s_errors, MetricsAsync);
        endpoints.Get("/openapi.json", s_errors, context => OpenApiDocument.WriteAsync(context, parts.Version));
    }

    /// <inheritdoc/>
    public void Dispose() => _metrics?.Dispose();

    private static async Task ScoreAsync(HttpContext context, RowScoring rows, ServerParts parts)
    {
        var asked = rows.Read(context.Request.Query);
        if (IsStream(context.Request))
        {
            await new RowStream(rows, asked, parts).RunAsync(context);
            return;
        }

        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        using var answer = PooledOutput.Rent();
        if (body.Bytes.Span.TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
            await rows.ScoreListAsync(body.Bytes, asked, answer, context.RequestAborted);
        else
            await rows.ScoreAsync(body.Bytes, 1, "body", asked, answer, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer.Written);
    }

    private static bool IsStream(HttpRequest request) =>
        request.ContentType is { } type
        && (type.StartsWith(RowStream.ContentType, StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/jsonl", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/ndjson", StringComparison.OrdinalIgnoreCase));

    private Task ReadyAsync(HttpContext context, ServerParts parts)
    {
        var isReady = !parts.Stopping.IsCancellationRequested && options.IsReady();
        return JsonAnswer.WriteAsync(
            context,
            isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            json => ServerLists.WriteHealth(json, isReady ? "ready" : parts.Stopping.IsCancellationRequested ? "draining" : "starting", parts.Version));
    }

    private async Task MetricsAsync(HttpContext context)
    {
        using var text = PooledOutput.Rent();
        _metrics?.Write(text);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, text.Written, MetricsText.ContentType);
    }
}
