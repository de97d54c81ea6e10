using Rlar.Rewards;
using Rlar.Scoring.Pipeline;
using Rlar.Server.Live;
using Rlar.Server.Page;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Tests.Page;

/// <summary>The real server on a free port of this machine, with the page.</summary>
internal sealed class PageBench : IAsyncDisposable
{
    private readonly RewardServer _server;

    private PageBench(LiveLog log, PageOptions? options, int port)
    {
        Log = log;
        _server = new RewardServer(
            new RewardServerOptions { Port = port, DrainTime = TimeSpan.FromSeconds(5), Dialects = [new PageDialect(log, options ?? new PageOptions { Interval = TimeSpan.FromMilliseconds(50) })] },
            new ServerParts { Rewards = new NoRewards(), Tools = BuiltInTools.Registry, Version = "test" });
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
    }

    /// <summary>The page asks for no rewards.</summary>
    private sealed class NoRewards : IRewardService
    {
        public Task<ScoredGroup> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken) =>
            throw new BusyException("The page scores nothing", TimeSpan.FromSeconds(1));
    }
}
