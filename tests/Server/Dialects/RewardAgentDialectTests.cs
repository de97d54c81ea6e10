using System.Text.Json;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class RewardAgentDialectTests : IAsyncLifetime
{
    private DialectServer _server = null!;

    public static TheoryData<string> Goldens => Golden.Names("reward-agent");

    public async ValueTask InitializeAsync() => _server = await DialectServer.StartAsync([new RewardAgentDialect()]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Goldens))]
    public Task Answer_RequestOfAClient_IsExact(string name) => Golden.HoldAsync(_server, "reward-agent", name);

    [Fact]
    public async Task Answer_AnswerOfAMegabyte_IsScoredBesideAShortOne()
    {
        var answers = new[] { new string('x', 1 << 20), "{\"a\": 1}" };
        var body = JsonSerializer.Serialize(new { instruction = "JSON!", answers });
        Assert.Equal((200, """{"result":[0,1]}"""), await _server.PostAsync("/evaluate/?tool=json", body));
    }
}
