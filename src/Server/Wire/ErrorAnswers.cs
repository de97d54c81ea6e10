using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rlar.Scoring.Rows;
using Rlar.Server.Service;

namespace Rlar.Server.Wire;

/// <summary>
/// From exceptions to answers, in one place for all dialects: <see cref="BadRequestException"/> is 400, <see cref="BusyException"/> is 503 or what the
/// dialect says, a body beyond the limits is 413, another <see cref="RlarException"/> (a tool that is not there) is 400 or what the dialect says, anything
/// else is 500. A client that has hung up gets nothing.
/// </summary>
public sealed record ErrorAnswers
{
    /// <summary>The usual ones.</summary>
    public static ErrorAnswers Default { get; } = new();

    /// <summary>The status for a server without a free place: 503, or 429 where the trainer tries again after that one alone. Default 503.</summary>
    public int Busy { get; init; } = StatusCodes.Status503ServiceUnavailable;

    /// <summary>The status for a request that cannot be scored as asked: it names a tool that is not there. Default 400.</summary>
    public int Unknown { get; init; } = StatusCodes.Status400BadRequest;

    /// <summary>Writes the body. Default: <c>{"error":{"type","message","field"?}}</c>.</summary>
    public Action<Utf8JsonWriter, RequestError> Write { get; init; } = WriteUsual;

    /// <summary>A handler whose exceptions become answers.</summary>
    /// <param name="handler">The handler.</param>
    public RequestDelegate Guard(RequestDelegate handler) => async context =>
    {
        try
        {
            await handler(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
#pragma warning disable CA1031 // The boundary: whatever a handler throws costs its own request and no other.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (context.Response.HasStarted)
                context.Abort(); // half an answer must not look like a whole one
            else
                await AnswerAsync(context, Of(error));
        }
    };

    /// <summary>What an exception is as an error.</summary>
    /// <param name="error">The exception.</param>
    public RequestError Of(Exception error) => error switch
    {
        BadRequestException bad => new RequestError(StatusCodes.Status400BadRequest, "bad_request", bad.Message) { Field = bad.Field },
        BusyException busy => new RequestError(Busy, "busy", busy.Message) { RetryAfter = busy.RetryAfter },
        InputException row => new RequestError(StatusCodes.Status400BadRequest, "bad_request", row.Message) { Field = row.Field },
        BodyTooLargeException large => new RequestError(StatusCodes.Status413PayloadTooLarge, "too_large", large.Message),
        BadHttpRequestException http => new RequestError(http.StatusCode, "bad_request", http.Message),
        RlarException own => new RequestError(Unknown, Unknown == StatusCodes.Status404NotFound ? "not_found" : "bad_request", own.Message),
        null => throw new ArgumentNullException(nameof(error)),
        _ => new RequestError(StatusCodes.Status500InternalServerError, "internal", $"{error.GetType().Name}: {error.Message}"),
    };

    /// <summary>Answers with an error.</summary>
    /// <param name="context">The request's context, whose response has not begun.</param>
    /// <param name="error">The error.</param>
    public Task AnswerAsync(HttpContext context, RequestError error)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(error);
        if (error.RetryAfter is { } after)
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(after.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        if (error.Status == StatusCodes.Status413PayloadTooLarge)
            context.Response.Headers.Connection = "close"; // the rest of the body is not read: what follows it would be lost
        return JsonAnswer.WriteAsync(context, error.Status, json => Write(json, error));
    }

    private static void WriteUsual(Utf8JsonWriter json, RequestError error)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("type", error.Type);
        json.WriteString("message", error.Message);
        if (error.Field is not null)
            json.WriteString("field", error.Field);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
