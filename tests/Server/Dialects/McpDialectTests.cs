using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class McpDialectTests : IAsyncLifetime
{
    private DialectServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DialectServer.StartAsync([new McpDialect()], parts => parts with { Version = "1.2.3" });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public Task Answer_RequestsOfAClient_AreExact() => Conversation.HoldAsync("mcp", async line =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp");
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = new StringContent(line.GetProperty("send").GetRawText(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    });

    [Fact]
    public async Task Client_OfTheProtocolsOwnPackage_ScoresAndReads()
    {
        await using var client = await ConnectAsync();
        Assert.Equal(("rlar", "1.2.3"), (client.ServerInfo?.Name, client.ServerInfo?.Version));
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["score", "list_tools", "describe_tool"], tools.Select(tool => tool.Name));

        string[] completions = ["\\boxed{42}", "\\boxed{41}"];
        var scored = await CallAsync(client, "score", new() { ["prompt"] = "What is 6*7?", ["completions"] = completions, ["reference"] = "42" });
        Assert.NotEqual(true, scored.IsError);
        Assert.Equal([1, 0], scored.StructuredContent!.Value.GetProperty("rewards").EnumerateArray().Select(reward => reward.GetDouble()));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Assert.IsType<TextContentBlock>(scored.Content.Single()).Text), scored.StructuredContent.Value));

        var listed = (await CallAsync(client, "list_tools", [])).StructuredContent!.Value.GetProperty("tools").EnumerateArray().ToArray();
        Assert.Contains(listed, tool => tool.GetProperty("id").GetString() == "math");
        foreach (var id in listed.Select(tool => tool.GetProperty("id").GetString()!))
            Assert.Equal(id, (await CallAsync(client, "describe_tool", new() { ["id"] = id })).StructuredContent!.Value.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Score_NotScored_IsNeverANumber()
    {
        await using var client = await ConnectAsync();
        var unscorable = await CallAsync(client, "score", new() { ["prompt"] = "Hi", ["completion"] = "a" });
        Assert.Equal((false, JsonValueKind.Null), (unscorable.IsError ?? false, RewardOf(unscorable)));
        var failed = await CallAsync(client, "score", new() { ["completion"] = "a", ["tool"] = BrokenTool.Id });
        Assert.Equal((true, JsonValueKind.Null), (failed.IsError ?? false, RewardOf(failed)));
        _server.Rewards.IsFull = true;
        var busy = await CallAsync(client, "score", new() { ["completion"] = "{}", ["tool"] = "json" });
        Assert.True(busy.IsError);
        Assert.Contains("Try again in 0.1 s", Assert.IsType<TextContentBlock>(busy.Content.Single()).Text, StringComparison.Ordinal);
    }

    private static JsonValueKind RewardOf(CallToolResult result) => result.StructuredContent!.Value.GetProperty("rewards")[0].ValueKind;

    private static async Task<CallToolResult> CallAsync(McpClient client, string tool, Dictionary<string, object?> arguments) =>
        await client.CallToolAsync(tool, arguments, cancellationToken: TestContext.Current.CancellationToken);

    private Task<McpClient> ConnectAsync() => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(_server.Http.BaseAddress!, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
        }),
        cancellationToken: TestContext.Current.CancellationToken);
}
