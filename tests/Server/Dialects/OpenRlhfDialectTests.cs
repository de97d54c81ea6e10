using System.Text.Json;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class OpenRlhfDialectTests : IAsyncLifetime
{
    private DialectServer _server = null!;

    public static TheoryData<string> Goldens => Golden.Names("openrlhf");

    public async ValueTask InitializeAsync() => _server = await DialectServer.StartAsync([new OpenRlhfDialect()]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Goldens))]
    public Task Answer_RequestOfTheTrainer_IsExact(string name) => Golden.HoldAsync(_server, "openrlhf", name);

    [Fact]
    public async Task Answer_CompletionOfAMegabyte_IsScored()
    {
        var query = "Q: 6*7?\n" + new string('x', 1 << 20) + "\n\\boxed{42}<|im_end|>";
        var (status, body) = await _server.PostAsync(
            "/get_reward", JsonSerializer.Serialize(new { query = new[] { query }, prompts = new[] { "Q: 6*7?\n" }, labels = new[] { "42" } }));
        Assert.Equal((200, """{"rewards":[1],"scores":[1],"extra_logs":{"unscorable":[0],"failed":[0]}}"""), (status, body));
    }

    [Fact]
    public async Task Answer_SamplesOfOnePrompt_AreOneGroup()
    {
        await _server.PostAsync("/get_reward?group_size=4", """{"query":["a1","b2","a3"],"prompts":["a","b","a"],"labels":["1","1","1"]}""");
        Assert.Equal(2, _server.Rewards.Asked);
        var (_, body) = await _server.PostAsync("/get_reward?group_size=4", """{"query":["a1","a3"],"prompts":["a","a"],"labels":["1","1"]}""");
        Assert.StartsWith("""{"rewards":[1,0],""", body, StringComparison.Ordinal);
        Assert.Equal(2, _server.Rewards.Last!.Group.Completions.Count);
        Assert.Equal(4, _server.Rewards.Last.Join!.Value.Size);
    }

    [Fact]
    public async Task Answer_ToolThatBreaks_IsAnErrorAsLongAsTheTrainerTriesAgain()
    {
        const string body = """{"query":["Hi there"],"prompts":["Hi "],"labels":["x"]}""";
        for (var attempt = 1; attempt <= 3; attempt++)
            Assert.Equal(500, (await _server.PostAsync($"/get_reward?tool={BrokenTool.Id}", body)).Status);
        Assert.Equal(
            (200, """{"rewards":[0],"scores":[0],"extra_logs":{"unscorable":[0],"failed":[1]}}"""),
            await _server.PostAsync($"/get_reward?tool={BrokenTool.Id}", body));

        // Another completion has tries of its own, and old ones are forgotten.
        Assert.Equal(500, (await _server.PostAsync($"/get_reward?tool={BrokenTool.Id}", body.Replace("there", "you", StringComparison.Ordinal))).Status);
        _server.Clock.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(500, (await _server.PostAsync($"/get_reward?tool={BrokenTool.Id}", body)).Status);
    }
}
