using System.Net.Http.Headers;
using System.Text;
using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Tests.Dialects;

/// <summary>The real server with the real router and tools on this machine, and one tool that breaks.</summary>
internal sealed class DialectServer : IAsyncDisposable
{
    private readonly RewardServer _server;
    private readonly RewardService _service;

    private DialectServer(RewardServer server, RewardService service, FullRewards rewards, HandClock clock) =>
        (_server, _service, Rewards, Clock, Http) = (server, service, rewards, clock, new HttpClient { BaseAddress = server.Address });

    internal FullRewards Rewards { get; }

    internal HandClock Clock { get; }

    internal HttpClient Http { get; }

    internal static async Task<DialectServer> StartAsync(IReadOnlyList<IDialect> dialects, Func<ServerParts, ServerParts>? change = null)
    {
        var tools = BuiltInTools.Registry.With([BrokenTool.Definition]);
        var service = new RewardService(new Router(tools, RouteTable.BuiltIn), new RewardServiceOptions { Registry = tools });
        var (rewards, clock) = (new FullRewards(service), new HandClock());
        var parts = new ServerParts { Rewards = rewards, Tools = tools, Clock = clock };
        var server = new RewardServer(new RewardServerOptions { Port = 0, Dialects = dialects }, change is null ? parts : change(parts));
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new DialectServer(server, service, rewards, clock);
    }

    /// <summary>Posts a body as aiohttp and requests do.</summary>
    internal Task<(int Status, string Body)> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    internal async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        _service.Dispose();
    }
}
