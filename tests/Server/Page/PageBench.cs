using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Server.Live;
using Rlar.Server.Page;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Tests.Page;

/// <summary>The real server on a free port of this machine, with real tools and the page.</summary>
internal sealed class PageBench : IAsyncDisposable
{
    private readonly RewardService _rewards;
    private readonly RewardServer _server;

    private PageBench(LiveLog log, PageOptions? options, int port)
    {
        Log = log;
        _rewards = new RewardService(
            new Router(BuiltInTools.Registry, RouteTable.BuiltIn), new RewardServiceOptions { Live = log, Registry = BuiltInTools.Registry });
        _server = new RewardServer(
            new RewardServerOptions
            {
                Port = port,
                DrainTime = TimeSpan.FromSeconds(5),
                Dialects = [new PageDialect(log, options ?? new PageOptions { Interval = TimeSpan.FromMilliseconds(50) })],
            },
            new ServerParts { Rewards = _rewards, Tools = BuiltInTools.Registry, Version = "test" });
    }

    /// <summary>What the page shows.</summary>
    internal LiveLog Log { get; }

    /// <summary>Where it is.</summary>
    internal Uri Address => _server.Address;

    /// <summary>Asks it.</summary>
    internal HttpClient Client { get; private set; } = new();

    /// <summary>Starts.</summary>
    internal static async Task<PageBench> StartAsync(LiveLog log, PageOptions? options = null, int port = 0)
    {
        var bench = new PageBench(log, options, port);
        await bench._server.StartAsync(TestContext.Current.CancellationToken);
        bench.Client = new HttpClient { BaseAddress = bench.Address };
        return bench;
    }

    /// <summary>Ends the server while clients are still there.</summary>
    internal Task StopAsync() => _server.StopAsync(TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        _rewards.Dispose();
    }
}
