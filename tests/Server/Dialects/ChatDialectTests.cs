using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlar.Inference.Remote;
using Rlar.Server.Dialects;
using Rlar.Tests;

namespace Rlar.Server.Tests.Dialects;

/// <summary>The model is a real client of a server on this machine, whose answers are written down here.</summary>
public sealed class ChatDialectTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private LocalServer _upstream = null!;
    private DialectServer _server = null!;
    private string _says = "";

    public static TheoryData<string> Goldens => Golden.Names("chat");

    public async ValueTask InitializeAsync()
    {
        _upstream = new LocalServer((body, response) => LocalServer.Write(
            response,
            _says.Length > 0 ? _says : LocalServer.Completion($"You said: {body.GetProperty("messages")[0].GetProperty("content").GetString()}")));
        var client = new OpenAiChatClient(_http, _upstream.Address, "scripted") { BusyPatience = TimeSpan.Zero };
        _server = await DialectServer.StartAsync(
            [new ChatDialect()], parts => parts with { Models = new OrderedDictionary<string, IChatClient> { ["judge"] = client } });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _upstream.DisposeAsync();
        _http.Dispose();
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public Task Answer_RequestOfAClient_IsExact(string name) => Golden.HoldAsync(_server, "chat", name);

    [Fact]
    public async Task Answer_OptionsOfOpenAi_ReachTheModel()
    {
        await _server.PostAsync(
            "/v1/chat/completions",
            """{"model":"judge","messages":[{"role":"user","content":"x"}],"temperature":0.5,"top_p":0.25,"seed":7,"stop":"END","max_completion_tokens":9}""");
        var sent = Assert.Single(_upstream.Requests).Body;
        Assert.Equal(
            (0.5, 0.25, 7, 9),
            (sent.GetProperty("temperature").GetDouble(), sent.GetProperty("top_p").GetDouble(), sent.GetProperty("seed").GetInt32(), Tokens(sent)));
        Assert.Contains("END", sent.GetProperty("stop").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_Stream_ComesAsEventsToItsEnd()
    {
        _says = """
            data: {"id":"c","model":"scripted","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}

            data: {"id":"c","model":"scripted","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}],"usage":{"total_tokens":3}}

            data: [DONE]

            """;
        using var response = await _server.Http.PostAsync(
            "/v1/chat/completions",
            new StringContent("""{"messages":[{"role":"user","content":"x"}],"stream":true,"stream_options":{"include_usage":true}}"""),
            TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        var events = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("data: [DONE]", events[^1]);
        var pieces = events[..^1].Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement).ToArray();
        var choices = pieces.Where(piece => piece.GetProperty("choices").GetArrayLength() > 0).Select(piece => piece.GetProperty("choices")[0]).ToArray();
        Assert.Equal("Hello", string.Concat(choices.Select(choice => choice.GetProperty("delta").GetProperty("content").GetString())));
        Assert.Equal("assistant", choices[0].GetProperty("delta").GetProperty("role").GetString());
        Assert.Equal("stop", choices[^1].GetProperty("finish_reason").GetString());
        Assert.Equal(3, pieces[^1].GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Answer_ModelElsewhereThatAnswersNonsense_IsAnError()
    {
        _says = "nonsense";
        var (status, body) = await _server.PostAsync("/v1/chat/completions", """{"messages":[{"role":"user","content":"x"}]}""");
        Assert.Equal(502, status);
        Assert.Equal("upstream", JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("type").GetString());
    }

    private static int Tokens(JsonElement sent) =>
        (sent.TryGetProperty("max_tokens", out var most) ? most : sent.GetProperty("max_completion_tokens")).GetInt32();
}
