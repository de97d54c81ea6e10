using System.Text.Json;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class VerlDialectTests : IAsyncLifetime
{
    private DialectServer _server = null!;

    public static TheoryData<string> Goldens => Golden.Names("verl");

    public async ValueTask InitializeAsync()
    {
        var mapped = new Dictionary<string, string> { ["Org/My-RM"] = "length", ["Org/Broken"] = BrokenTool.Id, ["Org/None"] = "nothing" };
        _server = await DialectServer.StartAsync([new VerlDialect(new ToolNames(mapped))]);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Goldens))]
    public Task Answer_RequestOfTheTrainer_IsExact(string name) => Golden.HoldAsync(_server, "verl", name);

    [Fact]
    public async Task Answer_CompletionOfAMegabyte_IsScored()
    {
        var input = $"<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n{new string('x', 1 << 20)}<|im_end|>\n";
        var (status, body) = await _server.PostAsync("/classify", JsonSerializer.Serialize(new { model = "Org/My-RM", input, use_activation = false }));
        Assert.Equal(200, status);
        Assert.Equal(1 << 20, _server.Rewards.Last!.Group.Completions[0].Text.Length);
        Assert.Contains("\"probs\":[", body, StringComparison.Ordinal);
    }

    // A 4xx would end verl's run, however short the queue is a moment later.
    [Fact]
    public async Task Answer_ServerIsFull_IsTriedAgain()
    {
        _server.Rewards.IsFull = true;
        foreach (var path in (string[])["/classify", "/v1/embeddings"])
            Assert.Equal(503, (await _server.PostAsync(path, """{"model":"Org/My-RM","input":"Hi"}""")).Status);
    }
}
