using System.Text.Json;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class SlimeDialectTests : IAsyncLifetime
{
    private DialectServer _server = null!;

    public static TheoryData<string> Goldens => Golden.Names("slime");

    public async ValueTask InitializeAsync() => _server = await DialectServer.StartAsync([new SlimeDialect()]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Goldens))]
    public Task Answer_RequestOfTheTrainer_IsExact(string name) => Golden.HoldAsync(_server, "slime", name);

    [Fact]
    public async Task Answer_CompletionOfAMegabyte_IsScored()
    {
        var response = new string('\u4E2D', 350_000) + " \\boxed{42}";
        Assert.Equal((200, "1"), await _server.PostAsync("/slime", JsonSerializer.Serialize(new { prompt = "6*7?", response, label = 42 })));
    }

    // slime's log has "422, message=…" and nothing of the body.
    [Fact]
    public async Task Answer_NothingToJudgeBy_SaysWhyInTheStatusLine()
    {
        using var body = new StringContent("""{"prompt":"6*7?","response":"42","label":null}""");
        using var response = await _server.Http.PostAsync("/slime?tool=exact-match", body, TestContext.Current.CancellationToken);
        Assert.Equal("unscorable: exact-match: the row has no reference", response.ReasonPhrase);
    }

    [Fact]
    public async Task Answer_ToolThatBreaks_HasAFlagOnceTriesAreFew()
    {
        const string body = """{"prompt":"Hi","response":"there","label":"x"}""";
        const string path = $"/slime?reward_key=acc&tool={BrokenTool.Id}";
        Assert.Equal(500, (await _server.PostAsync(path, body)).Status);
        Assert.Equal(500, (await _server.PostAsync(path, body)).Status);
        Assert.Equal((200, """{"acc":0,"status":"failed"}"""), await _server.PostAsync(path, body));
    }

    [Fact]
    public async Task Answer_SameRequestAloneAndAmongOthers_IsTheSame()
    {
        const string body = """{"prompt":"6*7?","response":"It is \\boxed{42}.","label":"42"}""";
        var alone = await _server.PostAsync("/slime", body);
        var many = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            _server.PostAsync("/slime", i % 2 == 0 ? body : body.Replace("boxed{42}", $"boxed{{{i}}}", StringComparison.Ordinal))));
        Assert.All(many.Where((_, i) => i % 2 == 0), answer => Assert.Equal(alone, answer));
        Assert.All(many.Where((_, i) => i % 2 == 1), answer => Assert.Equal((200, "0"), answer));
    }
}
