using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class RlarDialectTests : IAsyncLifetime
{
    private static readonly ToolNames s_names = new(new Dictionary<string, string> { ["seed"] = "exact-match", ["skywork_qwen"] = BrokenTool.Id });
    private DialectServer _server = null!;

    public static TheoryData<string> Goldens => Golden.Names("rlar");

    public async ValueTask InitializeAsync() => _server = await DialectServer.StartAsync([new RlarDialect(s_names)]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Goldens))]
    public Task Answer_RequestOfTheTrainer_IsExact(string name) => Golden.HoldAsync(_server, "rlar", name);

    [Fact]
    public async Task Answer_UnscoredWithANumberOfItsOwn_HasItAndTheStatus()
    {
        await using var server = await DialectServer.StartAsync([new RlarDialect(s_names, unscored: -20)]);
        Assert.Equal(
            (200, """{"score":-20,"status":"unscorable"}"""), await server.PostAsync("/seed", """{"prompt":"p","response":"r","ground_truth":null}"""));
        Assert.Equal(
            (200, """{"score":-20,"status":"failed"}"""), await server.PostAsync("/skywork_qwen", """{"prompt":"p","response":"r","ground_truth":"r"}"""));
        Assert.Equal((200, """{"score":1}"""), await server.PostAsync("/seed", """{"prompt":"p","response":"r","ground_truth":"r"}"""));
    }
}
