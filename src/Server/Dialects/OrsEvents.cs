using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rlar.Server.Service;

namespace Rlar.Server.Dialects;

/// <summary>Server-sent events of <see cref="OrsDialect"/>: the id of a call, pings while it is under way, and its <c>end</c> or its <c>error</c>.</summary>
internal static class OrsEvents
{
    // The client takes 30 s of silence for a dead server.
    private static readonly TimeSpan s_ping = TimeSpan.FromSeconds(10);

    /// <summary>Answers with something that is there already.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="id">The id.</param>
    /// <param name="result">The result, on one line.</param>
    internal static async Task AnswerAsync(HttpContext context, string id, string result)
    {
        Begin(context.Response);
        await SendAsync(context, $"event: task_id\r\ndata: {id}\r\n\r\nevent: end\r\ndata: {result}\r\n\r\n");
    }

    /// <summary>Answers with what becomes of a call. A client that hangs up does not stop it: it may come back.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="call">The call.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="BusyException">There is no place for it, and nothing has been answered.</exception>
    internal static async Task AnswerAsync(HttpContext context, OrsCall call, TimeProvider clock)
    {
        if (call.Work is { IsFaulted: true, Exception.InnerException: BusyException })
            await call.Work;
        Begin(context.Response);
        await SendAsync(context, $"event: task_id\r\ndata: {call.Id}\r\n\r\n");
        while (call.Work is { IsCompleted: false } work)
        {
            if (await Task.WhenAny(work, Task.Delay(s_ping, clock, context.RequestAborted)) != work)
                await SendAsync(context, ": ping\r\n\r\n");
        }

        await SendAsync(context, await ResultAsync(call));
    }

    private static async Task<string> ResultAsync(OrsCall call)
    {
        if (call.Work is null)
            return End(json => OrsAnswers.WriteRefusal(json, call.Refusal!));
        try
        {
            var submission = await call.Work;
            return submission.Failure is { } failure ? Error(failure) : End(json => OrsAnswers.WriteOutput(json, submission));
        }
        catch (OperationCanceledException)
        {
            return Error("the session was deleted");
        }
        catch (RlarException error)
        {
            return Error(error.Message);
        }
    }

    private static string End(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return $"event: end\r\ndata: {Encoding.UTF8.GetString(bytes.WrittenSpan)}\r\n\r\n";
    }

    // An event's data is one line.
    private static string Error(string message) => $"event: error\r\ndata: {message.ReplaceLineEndings(" ")}\r\n\r\n";

    private static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
    }

    private static async Task SendAsync(HttpContext context, string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
