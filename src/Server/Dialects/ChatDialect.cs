using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.AI;
using Rlar.Inference;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// The judge's and the agents' models in OpenAI's form, whole or as a stream: <c>POST /v1/chat/completions</c>. verl's generative judges and OpenAI's
/// clients ask so; they try again after 429 and 5xx.
/// </summary>
/// <param name="most">How many requests are under way at a time, beyond which the answer is 429. Default 256.</param>
public sealed class ChatDialect(int most = 256) : IDialect
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly JsonWriterOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int _underWay;
    private long _answers;

    /// <inheritdoc/>
    public string Name => "chat";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts) =>
        endpoints.Post("/v1/chat/completions", ChatAnswers.Errors, context => AnswerAsync(context, parts));

    private async Task AnswerAsync(HttpContext context, ServerParts parts)
    {
        ChatQuestion question;
        using (var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted))
            question = ChatQuestion.Read(body.Root);
        if (Find(parts, question.Model) is not var (name, client))
        {
            var known = parts.Models.Count == 0 ? "none: start the server with --model" : string.Join(", ", parts.Models.Keys);
            var error = new RequestError(StatusCodes.Status404NotFound, "model_not_found", $"there is no model '{question.Model}' here; there are {known}.")
            {
                Field = "model",
            };
            await ChatAnswers.Errors.AnswerAsync(context, error);
            return;
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        late.CancelAfter(parts.Limits.Deadline);
        try
        {
            if (Interlocked.Increment(ref _underWay) > most)
                throw new BusyException($"{most} requests to models are under way, and no more are taken", s_pause);
            var id = Interlocked.Increment(ref _answers).ToString(CultureInfo.InvariantCulture);
            await (question.IsStream
                ? StreamAsync(context, client, question, name, id, parts.Clock.GetUtcNow(), late.Token)
                : WholeAsync(context, client, question, name, id, parts.Clock.GetUtcNow(), late.Token));
        }
        catch (InferenceException error) when (!context.Response.HasStarted)
        {
            // What a server elsewhere did is no fault of the request.
            var isElsewhere = error.InnerException is HttpRequestException or IOException or OperationCanceledException or JsonException;
            await ChatAnswers.Errors.AnswerAsync(context, isElsewhere
                ? new RequestError(StatusCodes.Status502BadGateway, "upstream", error.Message)
                : new RequestError(StatusCodes.Status400BadRequest, "bad_request", error.Message));
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            await ChatAnswers.Errors.AnswerAsync(context, new RequestError(
                StatusCodes.Status504GatewayTimeout,
                "timeout",
                $"the model took longer than {parts.Limits.Deadline.TotalSeconds:0.#} s. Ask for fewer tokens."));
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private static (string Name, IChatClient Client)? Find(ServerParts parts, string? name) =>
        parts.Models.Count == 0 ? null
        : name is null ? (parts.Models.GetAt(0).Key, parts.Models.GetAt(0).Value)
        : parts.Models.TryGetValue(name, out var client) ? (name, client)
        : null;

    private static async Task WholeAsync(
        HttpContext context, IChatClient client, ChatQuestion question, string name, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var response = await client.GetResponseAsync(question.Messages, question.Options, cancellationToken);
        await JsonAnswer.WriteAsync(context, json => ChatAnswers.Write(json, response, name, id, at));
    }

    private static async Task StreamAsync(
        HttpContext context, IChatClient client, ChatQuestion question, string name, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var usage = new UsageDetails();
        var isFirst = true;
        await foreach (var update in client.GetStreamingResponseAsync(question.Messages, question.Options, cancellationToken))
        {
            foreach (var counted in update.Contents.OfType<UsageContent>())
                usage.Add(counted.Details);
            if (isFirst)
            {
                // Not before the model has begun: until then an error can be said by its status.
                context.Response.ContentType = "text/event-stream";
                context.Response.Headers.CacheControl = "no-cache";
            }

            await SendAsync(context, json => ChatAnswers.Write(json, update, name, id, at, isFirst), cancellationToken);
            isFirst = false;
        }

        if (question.HasUsage)
            await SendAsync(context, json => ChatAnswers.Write(json, usage, name, id, at), cancellationToken);
        await context.Response.Body.WriteAsync("data: [DONE]\n\n"u8.ToArray(), cancellationToken);
    }

    private static async Task SendAsync(HttpContext context, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write("data: "u8);
        await using (var json = new Utf8JsonWriter(bytes, s_relaxed))
            write(json);
        bytes.Write("\n\n"u8);
        await context.Response.Body.WriteAsync(bytes.WrittenMemory, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
