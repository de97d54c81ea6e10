using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Rlar.Inference.Remote;

/// <summary>
/// A model behind an OpenAI-compatible endpoint (llama.cpp's server, vLLM, Ollama, LM Studio, a hosted service) as an <see cref="IChatClient"/>: text
/// only, no tools. Nothing is sent anywhere but to the address that is given. Safe for several threads.
/// </summary>
public sealed class OpenAiChatClient : IChatClient
{
    private const int MostErrorText = 500;
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private readonly HttpClient _http;
    private readonly Uri _endpoint;
    private readonly string? _key;
    private readonly ChatClientMetadata _metadata;

    /// <summary>Makes one.</summary>
    /// <param name="http">What sends; its timeout is the time for an answer, and for the start of a stream. It is not owned.</param>
    /// <param name="address">The base address, such as http://localhost:11434/v1; "chat/completions" is added to it.</param>
    /// <param name="model">The model's name there.</param>
    /// <param name="key">The key that is sent as a bearer token; null for none.</param>
    /// <exception cref="ArgumentException">The address is not absolute http or https, or the model's name is empty.</exception>
    public OpenAiChatClient(HttpClient http, Uri address, string model, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentException.ThrowIfNullOrEmpty(model);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"The address '{address}' must begin with http:// or https://.", nameof(address));
        (_http, _key) = (http, key);
        _endpoint = new Uri(address.AbsoluteUri.TrimEnd('/') + "/chat/completions");
        _metadata = new ChatClientMetadata("openai-compatible", address, model);
    }

    /// <summary>
    /// How long a request may wait in all for a server that says that it is busy (429, 503), beside the time of its tries. It waits as long as the server's
    /// Retry-After says, else one second and twice as long each time; after a server that says "at once" a sixteenth of that. Default 30 s; zero asks once.
    /// </summary>
    public TimeSpan BusyPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of those waits. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Answers a conversation.</summary>
    /// <param name="messages">The conversation, as text.</param>
    /// <param name="options">How; null for the server's defaults. Additional properties go into the request as they are.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="InferenceException">Something cannot be sent, the server cannot be reached, takes too long, refuses, or answers
    /// something else.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var body = OpenAiBody.Of(messages, options, _metadata.DefaultModelId!, stream: false);
        using var response = await Send(body.ToJsonString(), HttpCompletionOption.ResponseContentRead, cancellationToken);
        var answer = Read(await TextOf(response, cancellationToken), "message");
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Contents()) { MessageId = answer.Id })
        {
            ResponseId = answer.Id,
            ModelId = answer.Model ?? _metadata.DefaultModelId,
            FinishReason = answer.Finish,
            Usage = answer.Usage,
        };
    }

    /// <summary>Answers a conversation and gives the text as it comes.</summary>
    /// <param name="messages">The conversation, as text.</param>
    /// <param name="options">How; null for the server's defaults. Additional properties go into the request as they are.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="InferenceException">Something cannot be sent, the server cannot be reached, takes too long, refuses, answers
    /// something else, or breaks off.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var body = OpenAiBody.Of(messages, options, _metadata.DefaultModelId!, stream: true);
        using var response = await Send(body.ToJsonString(), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var lines = new StreamReader(stream, Encoding.UTF8);
        var finished = false;
        // Server-sent events: what follows "data:" in a line is one part; comments and other fields say nothing here.
        while (await Line(lines, cancellationToken) is { } line)
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal))
                continue;
            var data = line[5..].Trim();
            if (data == "[DONE]")
            {
                finished = true;
                break;
            }

            var answer = Read(data, "delta");
            finished |= answer.Finish is not null;
            if (answer.Text.Length == 0 && answer.Thinking.Length == 0 && answer.Finish is null && answer.Usage is null)
                continue;
            var update = new ChatResponseUpdate(ChatRole.Assistant, answer.Contents())
            {
                ResponseId = answer.Id,
                MessageId = answer.Id,
                ModelId = answer.Model ?? _metadata.DefaultModelId,
                FinishReason = answer.Finish,
            };
            if (answer.Usage is not null)
                update.Contents.Add(new UsageContent(answer.Usage));
            yield return update;
        }

        if (!finished)
            throw new InferenceException($"{_endpoint}: the stream broke off before the answer was complete.");
    }

    /// <summary>The client itself or its <see cref="ChatClientMetadata"/>; null for anything else.</summary>
    /// <param name="serviceType">What is asked for.</param>
    /// <param name="serviceKey">Must be null.</param>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null ? ((object[])[this, _metadata]).FirstOrDefault(serviceType.IsInstanceOfType) : null;
    }

    /// <summary>Does nothing: the <see cref="HttpClient"/> belongs to who made it.</summary>
    public void Dispose()
    {
    }

    private async Task<HttpResponseMessage> Send(string body, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        var waited = TimeSpan.Zero;
        for (var pause = s_firstPause; ; pause *= 2)
        {
            var response = await SendOnce(body, completion, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                // A server that says "at once" for ever would else be asked for ever.
                var least = pause / 16;
                var wait = Asked(response.Headers.RetryAfter) is { } asked ? (asked > least ? asked : least) : pause;
                var busy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
                if (!busy || waited + wait > BusyPatience)
                    throw await Refusal(response, busy, cancellationToken);
                await Task.Delay(wait, Clock, cancellationToken);
                waited += wait;
            }
        }
    }

    private TimeSpan? Asked(RetryConditionHeaderValue? after) => after?.Delta ?? (after?.Date is { } date ? date - Clock.GetUtcNow() : null);

    private static async Task<string> TextOf(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (InvalidOperationException)
        {
            // It names a charset that there is not; JSON is UTF-8.
            return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
    }

    private async Task<InferenceException> Refusal(HttpResponseMessage response, bool busy, CancellationToken cancellationToken)
    {
        var said = "";
        try
        {
            said = Reason(await TextOf(response, cancellationToken));
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            // The status says enough.
        }

        var advice = busy ? $" It stayed busy longer than {BusyPatience}: ask for less at a time (--model-requests)."
            : (int)response.StatusCode is >= 300 and < 400 ? $" It points to {response.Headers.Location}, and redirects are not followed: give that address."
            : response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? " Check the key."
            : "";
        return new InferenceException(
            $"{_endpoint}: the server answered {(int)response.StatusCode} {response.ReasonPhrase}: {said}{advice}",
            new HttpRequestException(null, null, response.StatusCode));
    }

    private async Task<HttpResponseMessage> SendOnce(string body, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (_key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        try
        {
            return await _http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new InferenceException(
                error.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
                    ? $"{_endpoint}: the connection broke: {error.Message.TrimEnd('.')}. See what the server says of it."
                    : $"{_endpoint}: the server cannot be reached: {error.Message.TrimEnd('.')}. Check the address, and that the server runs.",
                error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InferenceException(
                $"{_endpoint}: no answer within {_http.Timeout}. Ask for fewer tokens, or allow more time (--model-timeout, or the HttpClient's own).", error);
        }
    }

    private async Task<string?> Line(StreamReader lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadLineAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new InferenceException($"{_endpoint}: the stream broke off: {error.Message}", error);
        }
    }

    private OpenAiAnswer Read(string json, string part)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return OpenAiAnswer.Read(document.RootElement, part);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // JSON whose text is no text, half of a surrogate pair, is none either.
            throw new InferenceException($"{_endpoint}: the answer is no JSON: {Short(json)}", error);
        }
        catch (InferenceException error)
        {
            throw new InferenceException($"{_endpoint}: {error.Message}", error);
        }
    }

    private static string Reason(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Short(
                document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error)
                    ? OpenAiAnswer.Message(error)
                    : text);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return Short(text);
        }
    }

    private static string Short(string text) => text.Length <= MostErrorText
        ? text
        : text[..(char.IsHighSurrogate(text[MostErrorText - 1]) ? MostErrorText - 1 : MostErrorText)] + "…";
}
