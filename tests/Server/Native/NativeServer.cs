using System.Net.Http.Headers;
using System.Text;
using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Server.Native;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Tests.Native;

/// <summary>The real server on a free port, with the real router and tools, or with those of a test.</summary>
internal sealed class NativeServer : IAsyncDisposable
{
    private readonly RewardService _service;

    private NativeServer(RewardServer server, RewardService service) =>
        (Server, _service, Http) = (server, service, new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(1) });

    internal RewardServer Server { get; }

    internal HttpClient Http { get; }

    internal static async Task<NativeServer> StartAsync(
        IRouter? router = null, Func<RewardServerOptions, RewardServerOptions>? change = null, ServerLimits? limits = null, int queue = 1000)
    {
        var tools = BuiltInTools.Registry;
        var service = new RewardService(
            router ?? new Router(tools, RouteTable.BuiltIn),
            new RewardServiceOptions { Registry = router is null ? tools : null, Queue = queue, Parallelism = 2 });
        var options = new RewardServerOptions { Port = 0, Native = new NativeOptions { Meter = service.Meter } };
        var server = new RewardServer(
            change is null ? options : change(options),
            new ServerParts { Rewards = service, Tools = tools, Limits = limits ?? new ServerLimits(), Version = "1.2.3" });
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new NativeServer(server, service);
    }

    internal async Task<(int Status, string Body)> PostAsync(string path, string body, string type = "application/json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    internal async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.StopAsync(TestContext.Current.CancellationToken);
        await Server.DisposeAsync();
        _service.Dispose();
    }
}
