using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class OrsDialectTests : IAsyncLifetime
{
    private DialectServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DialectServer.StartAsync([new OrsDialect(TestEnvironments.All)]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public Task Answer_ConversationOfTheClient_IsExact() => Conversation.HoldAsync("ors", async line =>
    {
        var session = line.TryGetProperty("session", out var id) ? id.GetString() : null;
        var body = line.TryGetProperty("body", out var json) ? json.GetRawText() : null;
        var (status, answer) = await SendAsync(line.GetProperty("method").GetString()!, line.GetProperty("path").GetString()!, session, body);
        return $"{status} {answer}";
    });

    [Fact]
    public async Task Session_NotHeardOfFor15Minutes_IsGone()
    {
        await CreateAsync("quiet", 0);
        await CreateAsync("pinged", 0);
        _server.Clock.Pass(TimeSpan.FromSeconds(800));
        Assert.Equal(200, (await SendAsync("POST", "/ping", "pinged", null)).Status);
        _server.Clock.Pass(TimeSpan.FromSeconds(200));
        Assert.Equal(404, (await SendAsync("POST", "/ping", "quiet", null)).Status);
        Assert.Equal(200, (await SendAsync("POST", "/ping", "pinged", null)).Status);
        await CreateAsync("quiet", 0);
    }

    [Fact]
    public async Task CreateSession_Twice_GivesIdsThatNobodyGuesses()
    {
        var (_, first) = await SendAsync("POST", "/create_session", null, null);
        var (_, second) = await SendAsync("POST", "/create_session", null, null);
        Assert.Matches("^event: task_id\r\ndata: [0-9a-f]{32}\r\n\r\nevent: end\r\ndata: \r\n\r\n$", first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Call_ServerIsFull_IsAStatusThatTheClientTriesAgainAfter()
    {
        await CreateAsync("s", 0);
        _server.Rewards.IsFull = true;
        Assert.Equal(503, (await SubmitAsync("s", "\\boxed{42}")).Status);
        _server.Rewards.IsFull = false;
        Assert.Contains("\"reward\":1,", (await SubmitAsync("s", "\\boxed{42}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_AreTold_WithoutWhatTheyAreScoredBy()
    {
        var (_, tasks) = await SendAsync("POST", "/sums/tasks", null, "{\"split\":\"train\"}");
        Assert.Contains("6*7", tasks, StringComparison.Ordinal);
        Assert.DoesNotContain("42", tasks, StringComparison.Ordinal);
        await CreateAsync("s", 0);
        var (_, result) = await SubmitAsync("s", "I do not know");
        var output = JsonDocument.Parse(result.Split("data: ")[^1]).RootElement.GetProperty("output");
        Assert.DoesNotContain("42", output.GetProperty("blocks").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_SameAnswerAtOnce_IsScoredOnce()
    {
        await CreateAsync("s", 0);
        var asked = _server.Rewards.Asked;
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SubmitAsync("s", "\\boxed{42}")));
        Assert.Single(answers.Distinct());
        Assert.Equal(asked + 1, _server.Rewards.Asked);
    }

    private async Task CreateAsync(string session, int index) =>
        Assert.Equal(200, (await SendAsync("POST", "/create", session, $"{{\"env_name\":\"sums\",\"split\":\"train\",\"index\":{index}}}")).Status);

    private Task<(int Status, string Body)> SubmitAsync(string session, string answer) =>
        SendAsync("POST", "/sums/call", session, JsonSerializer.Serialize(new { name = "submit", input = new { answer } }));

    private async Task<(int Status, string Body)> SendAsync(string method, string path, string? session, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (session is not null)
            request.Headers.Add("X-Session-ID", session);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
