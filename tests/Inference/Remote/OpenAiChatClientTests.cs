using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlar.Inference.Remote;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Remote;

public sealed class OpenAiChatClientTests
{
    private const string Answer = """{"id":"c-1","model":"small-1","choices":[{"index":0,"message":{"role":"assistant","content":"Paris é🙂"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":4}}}""";

    [Fact]
    public async Task GetResponse_Server_IsAskedAndRead()
    {
        await using var server = new LocalServer((_, response) => LocalServer.Write(response, Answer));
        using var http = new HttpClient();
        using IChatClient client = new OpenAiChatClient(http, server.Address, "small", "secret");
        var schema = JsonDocument.Parse("""{"type":"object"}""").RootElement;
        var made = await client.GetResponseAsync(
            [new(ChatRole.User, "Capital \"of\" France?"), new(ChatRole.Assistant, "Hm"), new(ChatRole.User, "?")],
            new ChatOptions { Instructions = "Be brief.", Temperature = 0.5f, TopP = 0.9f, MaxOutputTokens = 9, Seed = 4, StopSequences = ["x"], FrequencyPenalty = 0.25f, ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "town"), AdditionalProperties = new() { ["min_p"] = 0.1 } });
        Assert.Equal("Paris é🙂", made.Text);
        Assert.Equal(ChatFinishReason.Stop, made.FinishReason);
        Assert.Equal("small-1", made.ModelId);
        Assert.Equal((7, 3, 4), (made.Usage!.InputTokenCount, made.Usage.OutputTokenCount, made.Usage.CachedInputTokenCount));
        var (path, key, body) = Assert.Single(server.Requests);
        Assert.Equal("/v1/chat/completions", path);
        Assert.Equal("Bearer secret", key);
        Assert.Equal("""[{"role":"system","content":"Be brief."},{"role":"user","content":"Capital \u0022of\u0022 France?"},{"role":"assistant","content":"Hm"},{"role":"user","content":"?"}]""", body.GetProperty("messages").GetRawText());
        Assert.Equal("""{"type":"json_schema","json_schema":{"name":"town","strict":true,"schema":{"type":"object"}}}""", body.GetProperty("response_format").GetRawText());
        Assert.Equal((0.5, 0.9f, 9, 4, 0.25, 0.1), (body.GetProperty("temperature").GetDouble(), body.GetProperty("top_p").GetSingle(), body.GetProperty("max_tokens").GetInt32(), body.GetProperty("seed").GetInt64(), body.GetProperty("frequency_penalty").GetDouble(), body.GetProperty("min_p").GetDouble()));
        Assert.Equal("small", body.GetProperty("model").GetString());
        Assert.False(body.TryGetProperty("stream", out _));
        Assert.False(body.TryGetProperty("presence_penalty", out _));
    }

    [Fact]
    public async Task GetStreamingResponse_Events_AreReadAsTheyCome()
    {
        var first = new TaskCompletionSource();
        await using var server = new LocalServer(async (body, response) =>
        {
            Assert.True(body.GetProperty("stream").GetBoolean());
            response.ContentType = "text/event-stream";
            response.SendChunked = true;
            await LocalServer.Write(response, ": a comment\n\ndata: {\"id\":\"s\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\ndata: {\"id\":\"s\",\"choices\":[{\"delta\":{\"content\":\"Pa\"}}]}\r\n\r\n");
            await response.OutputStream.FlushAsync();
            // The rest comes only when the first part was seen.
            await first.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await LocalServer.Write(response, "event: message\ndata:{\"id\":\"s\",\"choices\":[{\"delta\":{\"content\":\"ris\"},\"finish_reason\":null}]}\n\ndata: {\"id\":\"s\",\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\ndata: {\"id\":\"s\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}\n\ndata: [DONE]\n\n");
        });
        using var http = new HttpClient();
        using IChatClient client = new OpenAiChatClient(http, server.Address, "small");
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync("Capital?"))
        {
            updates.Add(update);
            _ = first.TrySetResult();
        }

        Assert.Equal("Pa", updates[0].Text);
        var joined = updates.ToChatResponse();
        Assert.Equal("Paris", joined.Text);
        Assert.Equal(ChatFinishReason.Length, joined.FinishReason);
        Assert.Equal(7, joined.Usage!.TotalTokenCount);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"bad key","type":"auth"}}""", "401 Unauthorized: bad key")]
    [InlineData(404, "not here", "404 Not Found: not here")]
    [InlineData(500, """{"error":"broken"}""", "500 Internal Server Error: broken")]
    [InlineData(200, "<html>", "no JSON: <html>")]
    [InlineData(200, """{"hello":1}""", "no 'choices'")]
    [InlineData(200, """{"error":{"message":"no such model"}}""", "The server says: no such model")]
    [InlineData(200, "[]", "no JSON object")]
    public async Task GetResponse_ServerThatFails_IsAClearError(int status, string text, string message)
    {
        await using var server = new LocalServer((_, response) =>
        {
            response.StatusCode = status;
            return LocalServer.Write(response, text);
        });
        using var http = new HttpClient();
        using IChatClient client = new OpenAiChatClient(http, server.Address, "small");
        var error = await Assert.ThrowsAsync<InferenceException>(() => client.GetResponseAsync("Hi"));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("/v1/chat/completions", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"content":"Pa","reasoning_content":"Hm"},"finish_reason":"" """, "Pa", "Hm", null)]
    [InlineData("""{"content":"Pa","reasoning":"Hm"},"finish_reason":" " """, "Pa", "Hm", null)]
    [InlineData("""{"content":null,"reasoning_content":"Hm"},"finish_reason":"eos" """, "", "Hm", "eos")]
    [InlineData("""{"content":[{"type":"text","text":"P"},{"type":"image_url"},{"type":"text","text":"a"},"!",7]}""", "Pa!", "", null)]
    [InlineData("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},{"type":"text","text":"Pa"}]}""", "Pa", "Hm", null)]
    [InlineData("""{"content":7,"reasoning_content":[1]},"finish_reason":7""", "", "", null)]
    public async Task GetResponse_FormsOfOtherServers_AreRead(string choice, string text, string thinking, string? finish)
    {
        await using var server = new LocalServer((body, response) => LocalServer.Write(
            response,
            body.TryGetProperty("stream", out _)
                ? $"data: {{\"choices\":[{{\"delta\":{choice}}}]}}\n\ndata: [DONE]\n\n"
                : $"{{\"choices\":[{{\"message\":{choice}}}]}}"));
        using var http = new HttpClient();
        using IChatClient client = new OpenAiChatClient(http, server.Address, "small");
        foreach (var made in new[] { await client.GetResponseAsync("Hi"), await client.GetStreamingResponseAsync("Hi").ToChatResponseAsync() })
        {
            Assert.Equal(text, made.Text);
            Assert.Equal(thinking, string.Concat(made.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(part => part.Text)));
            Assert.Equal(finish, made.FinishReason?.Value);
        }
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"\ud800"}}]}""", 200)]
    [InlineData("""{"error":"\ud800"}""", 500)]
    [InlineData("<html>", 200)]
    public async Task GetResponse_TextThatIsNone_IsAClearError(string text, int status)
    {
        await using var server = new LocalServer((_, response) =>
        {
            response.StatusCode = status;
            response.ContentType = "text/html; charset=no-such-set";
            return LocalServer.Write(response, text);
        });
        using var http = new HttpClient();
        using IChatClient client = new OpenAiChatClient(http, server.Address, "small");
        Assert.Contains(text, (await Assert.ThrowsAsync<InferenceException>(() => client.GetResponseAsync("Hi"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetStreamingResponse_StreamThatBreaksOff_IsAnError()
    {
        await using var server = new LocalServer((_, response) => LocalServer.Write(response, "data: {\"choices\":[{\"delta\":{\"content\":\"Pa\"}}]}\n\n"));
        using var http = new HttpClient();
        using IChatClient client = new OpenAiChatClient(http, server.Address, "small");
        var error = await Assert.ThrowsAsync<InferenceException>(async () => await client.GetStreamingResponseAsync("Hi").ToListAsync());
        Assert.Contains("broke off", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_SilentOrMissingServer_IsAClearError()
    {
        var silent = new TaskCompletionSource();
        Uri address;
        await using (var server = new LocalServer((_, _) => silent.Task))
        {
            address = server.Address;
            using var impatient = new HttpClient { Timeout = TimeSpan.FromMilliseconds(100) };
            using IChatClient client = new OpenAiChatClient(impatient, server.Address, "small");
            Assert.Contains("no answer within", (await Assert.ThrowsAsync<InferenceException>(() => client.GetResponseAsync("Hi"))).Message, StringComparison.Ordinal);
            using var cancel = new CancellationTokenSource(100);
            using var http = new HttpClient();
            using IChatClient patient = new OpenAiChatClient(http, server.Address, "small");
            _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patient.GetResponseAsync("Hi", cancellationToken: cancel.Token));
            silent.SetResult();
        }

        using var late = new HttpClient();
        using IChatClient gone = new OpenAiChatClient(late, address, "small");
        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<InferenceException>(() => gone.GetResponseAsync("Hi"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task GetResponse_BusyServer_IsAskedAgainWhenItSays(int status)
    {
        var asked = 0;
        await using var server = new LocalServer((_, response) =>
        {
            if (++asked < 3)
            {
                response.StatusCode = status;
                response.AddHeader("Retry-After", asked == 1 ? "0" : "Mon, 05 Jan 2026 10:00:00 GMT");
            }

            return LocalServer.Write(response, asked < 3 ? "busy" : Answer);
        });
        using var http = new HttpClient();
        using IChatClient client = new OpenAiChatClient(http, server.Address, "small");
        Assert.Equal("Paris é🙂", (await client.GetResponseAsync("Hi")).Text);
        Assert.Equal(3, asked);
    }

    // Longer than the patience is not waited for; without a Retry-After the pauses are one second, two, four; a server that says "at once" for ever is not asked for ever.
    [Theory]
    [InlineData("3600", 30, 1)]
    [InlineData(null, 0, 1)]
    [InlineData(null, 3, 3)]
    [InlineData("0", 3, 6)]
    [InlineData("Mon, 05 Jan 2026 10:00:00 GMT", 3, 6)]
    public async Task GetResponse_ServerThatStaysBusy_IsAnError(string? after, int patience, int expected)
    {
        var asked = 0;
        await using var server = new LocalServer((_, response) =>
        {
            asked++;
            response.StatusCode = 429;
            if (after is not null)
                response.AddHeader("Retry-After", after);
            return LocalServer.Write(response, "busy");
        });
        using var http = new HttpClient();
        using IChatClient client = new OpenAiChatClient(http, server.Address, "small") { BusyPatience = TimeSpan.FromSeconds(patience), Clock = new HastyClock() };
        Assert.Contains("stayed busy", (await Assert.ThrowsAsync<InferenceException>(() => client.GetResponseAsync("Hi"))).Message, StringComparison.Ordinal);
        Assert.Equal(expected, asked);
    }

    [Fact]
    public async Task GetResponse_Redirect_IsNotFollowed()
    {
        await using var other = new LocalServer((_, response) => LocalServer.Write(response, Answer));
        await using var server = new LocalServer((_, response) =>
        {
            response.StatusCode = 307;
            response.AddHeader("Location", other.Address.AbsoluteUri + "/chat/completions");
            return Task.CompletedTask;
        });
        using var http = RemoteHttp.Create(new RemoteModel(server.Address, "small"), TimeSpan.FromSeconds(30));
        using IChatClient client = new OpenAiChatClient(http, server.Address, "small", "secret");
        var error = await Assert.ThrowsAsync<InferenceException>(() => client.GetResponseAsync("Hi"));
        Assert.Contains($"points to {other.Address}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task GetResponse_WhatCannotBeSent_IsRefused()
    {
        using var http = new HttpClient();
        using IChatClient client = new OpenAiChatClient(http, new Uri("http://127.0.0.1:9/v1"), "small");
        Assert.Contains("tools", (await Assert.ThrowsAsync<InferenceException>(() => client.GetResponseAsync("Hi", new ChatOptions { ToolMode = ChatToolMode.RequireAny }))).Message, StringComparison.Ordinal);
        Assert.Contains("DataContent", (await Assert.ThrowsAsync<InferenceException>(() => client.GetResponseAsync([new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")])]))).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>(() => new OpenAiChatClient(http, new Uri("file:///etc"), "small"));
        Assert.Equal("small", client.GetService<ChatClientMetadata>()!.DefaultModelId);
    }

    /// <summary>Every wait is over at once.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
