using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class OpenEnvDialectTests : IAsyncLifetime
{
    private DialectServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DialectServer.StartAsync([new OpenEnvDialect(TestEnvironments.All)]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Answer_ConversationOfTheClient_IsExact()
    {
        using var socket = await ConnectAsync("/ws");
        await Conversation.HoldAsync("openenv", line =>
            AskAsync(socket, line.TryGetProperty("send", out var json) ? json.GetRawText() : line.GetProperty("raw").GetString()!));
    }

    [Fact]
    public async Task Connect_EnvironmentByName_IsThatOne()
    {
        using var socket = await ConnectAsync("/Other/ws");
        Assert.Contains("1+1?", await AskAsync(socket, """{"type":"reset"}"""), StringComparison.Ordinal);
        Assert.Contains("\"reward\":1,\"done\":true", await AskAsync(socket, """{"type":"step","data":{"answer":"2"}}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/none/ws")]
    public async Task Connect_EnvironmentThatIsNotThere_IsRefused(string path) =>
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(path));

    [Fact]
    public async Task Get_WithoutAWebSocket_SaysWhatItIs() => Assert.Equal(400, (await _server.SendAsync(HttpMethod.Get, "/ws", null)).Status);

    [Fact]
    public async Task Step_ServerIsFull_MayBeTakenAgain()
    {
        using var socket = await ConnectAsync("/ws");
        await AskAsync(socket, """{"type":"reset"}""");
        _server.Rewards.IsFull = true;
        Assert.Contains("CAPACITY_REACHED", await AskAsync(socket, """{"type":"step","data":{"answer":"42"}}"""), StringComparison.Ordinal);
        _server.Rewards.IsFull = false;
        Assert.Contains("\"reward\":1", await AskAsync(socket, """{"type":"step","data":{"answer":"42"}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_BySeed_IsTheSameTaskEverywhereAndReachesAll()
    {
        var (first, second) = (new List<string>(), new List<string>());
        foreach (var seen in (List<string>[])[first, second])
        {
            using var socket = await ConnectAsync("/ws");
            for (var seed = 0; seed < 32; seed++)
                seen.Add(await AskAsync(socket, $"{{\"type\":\"reset\",\"data\":{{\"seed\":{seed}}}}}"));
        }

        Assert.Equal(first, second);
        Assert.Equal(4, first.Distinct().Count());
    }

    [Fact]
    public async Task Message_OfAMegabyteInParts_IsOne()
    {
        using var socket = await ConnectAsync("/ws");
        await AskAsync(socket, """{"type":"reset"}""");
        var answer = new string('x', 1_000_000) + " \\boxed{42}";
        var message = JsonSerializer.SerializeToUtf8Bytes(new { type = "step", data = new { answer } });
        for (var at = 0; at < message.Length; at += 100_000)
        {
            var part = message.AsMemory(at, Math.Min(100_000, message.Length - at));
            await socket.SendAsync(part, WebSocketMessageType.Text, at + part.Length == message.Length, TestContext.Current.CancellationToken);
        }

        Assert.Contains("\"reward\":1,", await ReceiveAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_BeyondTheLimit_ClosesTheSocket()
    {
        await using var small = await DialectServer.StartAsync(
            [new OpenEnvDialect(TestEnvironments.All)], parts => parts with { Limits = parts.Limits with { BodyBytes = 1000 } });
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(small.Http.BaseAddress!) { Scheme = "ws", Path = "/ws" }.Uri, TestContext.Current.CancellationToken);
        Assert.Equal("closed MessageTooBig", await AskAsync(socket, $$"""{"type":"{{new string('x', 2000)}}"}"""));
    }

    // A shutdown does not wait for clients that stay connected.
    [Fact]
    public async Task Stop_WithAnOpenSocket_EndsIt()
    {
        var server = await DialectServer.StartAsync([new OpenEnvDialect(TestEnvironments.All)]);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server.Http.BaseAddress!) { Scheme = "ws", Path = "/ws" }.Uri, TestContext.Current.CancellationToken);
        await AskAsync(socket, """{"type":"state"}""");
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private async Task<ClientWebSocket> ConnectAsync(string path)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(_server.Http.BaseAddress!) { Scheme = "ws", Path = path }.Uri, TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<string> AskAsync(ClientWebSocket socket, string message)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        return await ReceiveAsync(socket);
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[1 << 16];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            if (read.MessageType == WebSocketMessageType.Close)
                return $"closed {read.CloseStatus}";
            text.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
            if (read.EndOfMessage)
                return text.ToString();
        }
    }
}
