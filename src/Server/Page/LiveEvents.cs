using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rlar.Server.Live;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Page;

/// <summary>
/// Server-sent events: what has changed since the event before, at most once in an interval. A watcher that reads slowly gets fewer and fuller events;
/// nobody waits for it.
/// </summary>
/// <param name="log">What is watched.</param>
/// <param name="options">How often.</param>
/// <param name="parts">The clock, and when the server ends.</param>
internal sealed class LiveEvents(LiveLog log, PageOptions options, ServerParts parts)
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(15);
    private static readonly byte[] s_nothing = ": nothing new\n\n"u8.ToArray();

    /// <summary>Answers until the watcher goes or the server ends.</summary>
    internal async Task AnswerAsync(HttpContext context)
    {
        using var feed = log.Watch(options.Watchers)
            ?? throw new BusyException($"{options.Watchers} pages are open already", TimeSpan.FromSeconds(5));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, parts.Stopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var seen = new Dictionary<string, (long Revision, int Last, long Width)>(StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>(16 << 10);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        try
        {
            while (true)
            {
                var (groups, missed) = feed.Take();
                buffer.Write("event: tick\ndata: "u8);
                json.Reset();
                new LiveJson(json).Tick(log, options, seen, groups, missed);
                json.Flush();
                buffer.Write("\n\n"u8);
                await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, end.Token);
                buffer.ResetWrittenCount();
                await Task.Delay(options.Interval, parts.Clock, end.Token);
                for (var change = feed.WaitAsync(end.Token).AsTask(); await Task.WhenAny(change, Task.Delay(s_silence, parts.Clock, end.Token)) != change;)
                    await context.Response.BodyWriter.WriteAsync(s_nothing, end.Token); // a proxy might take a silent connection for dead
            }
        }
        catch (OperationCanceledException)
        {
            // Who watched has gone, or the server ends: there is no last event.
        }
    }
}
