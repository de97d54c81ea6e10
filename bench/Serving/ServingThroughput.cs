using System.Diagnostics;
using System.Globalization;
using System.Text;
using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Run;
using Rlar.Server;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Bench.Serving;

/// <summary>
/// The reward server beside a bare echo of the same bodies, in one process with the client that asks them: rates and times at 1, 32 and 1,000
/// connections, rows of a stream, twice as much as there is room for, and memory over many requests.
/// </summary>
internal static class ServingThroughput
{
    private const string Exact = """{"id":"q","prompt":"1+1","completions":["2"],"reference":"2","tool":"exact-match"}""";
    private const string Mathematics = """{"id":"q","prompt":"half?","completions":["so it is \\boxed{0.5}"],"reference":"\\frac{1}{2}","tool":"math"}""";
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(2);

    /// <summary>Measures.</summary>
    /// <param name="results">Where the table goes; null: nowhere.</param>
    /// <param name="rounds">Rounds of each case, of which the best counts.</param>
    /// <param name="soak">Requests of the soak.</param>
    internal static async Task RunAsync(string? results, int rounds, int soak)
    {
        var text = new StringBuilder();
        Line(text, "# Serving");
        Line(text, "");
        Line(text, Machine.Describe());
        Line(text, $"- processes that want a core: {Machine.Load()}; best of {rounds} rounds of {s_time.TotalSeconds:0} s; client and server in one process");
        var (echo, address) = await EchoServer.StartAsync();
        await using (echo)
        await using (var server = await StartAsync(new Router(BuiltInTools.Registry, RouteTable.BuiltIn), new RewardServiceOptions()))
        {
            await SinglesAsync(text, address, server.Server.Address, rounds);
            await StreamAsync(text, server.Server.Address, rounds);
            await SoakAsync(text, server.Server.Address, soak);
        }

        await OverloadAsync(text);
        if (results is null)
            return;
        _ = Directory.CreateDirectory(results);
        await File.WriteAllTextAsync(Path.Combine(results, "serving.md"), text.ToString());
    }

    private static async Task SinglesAsync(StringBuilder text, Uri echo, Uri server, int rounds)
    {
        Line(text, "");
        Line(text, "| case | connections | requests/s | p50 ms | p99 ms | of the echo |");
        Line(text, "|---|--:|--:|--:|--:|--:|");
        foreach (var connections in new[] { 1, 32, 1000 })
        {
            foreach (var (name, body) in new[] { ("exact match", Exact), ("math", Mathematics) })
            {
                var (plain, own) = (LoadClient.Post("/", body), LoadClient.Post("/v1/score", body));
                LoadResult? bare = null, scored = null;
                for (var round = 0; round < rounds; round++)
                {
                    bare = Better(bare, await LoadClient.RunAsync(echo, plain, connections, s_time));
                    scored = Better(scored, await LoadClient.RunAsync(server, own, connections, s_time));
                }

                Line(text, Row($"echo of {name}", connections, bare!, bare!));
                Line(text, Row(name, connections, scored!, bare!));
            }
        }
    }

    private static async Task StreamAsync(StringBuilder text, Uri server, int rounds)
    {
        const int rows = 8_000; // their answers are less than the server keeps for a client that reads none before it has sent all
        using var http = new HttpClient { BaseAddress = server };
        Line(text, "");
        Line(text, "| stream of | rows/s |");
        Line(text, "|---|--:|");
        foreach (var (name, row) in new[] { ("exact match", Exact), ("math", Mathematics) })
        {
            var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row + "\n", rows)));
            var best = double.MaxValue;
            for (var round = 0; round < rounds + 1; round++)
            {
                var clock = Stopwatch.StartNew();
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new("application/x-ndjson");
                using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/score") { Content = content };
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                await (await response.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null);
                best = Math.Min(best, clock.Elapsed.TotalSeconds);
            }

            Line(text, $"| {name} | {rows / best:N0} |");
        }
    }

    private static async Task SoakAsync(StringBuilder text, Uri server, int soak)
    {
        Line(text, "");
        Line(text, "| requests | managed MB after a collection | resident MB |");
        Line(text, "|--:|--:|--:|");
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            await LoadClient.RunAsync(server, LoadClient.Post("/v1/score", Mathematics), 32, TimeSpan.MaxValue, soak / 4);
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            Line(text, $"| {soak / 4 * quarter:N0} | {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0.0} | {process.WorkingSet64 / 1e6:0} |");
        }
    }

    private static async Task OverloadAsync(StringBuilder text)
    {
        const int capacity = 16;
        var body = $$"""{"prompt":"?","completions":["x"],"tool":"{{PausingTool.Id}}"}""";
        var options = new RewardServiceOptions { Parallelism = capacity, Queue = capacity, Tools = new ToolRunnerOptions { CachedOutcomes = 0 } };
        await using var server = await StartAsync(new FixedRouter(new PausingTool()), options);
        Line(text, "");
        Line(text, "| load | answers/s | refused | p99 of the accepted, ms |");
        Line(text, "|---|--:|--:|--:|");
        foreach (var (name, connections) in new[] { ("half of what there is room for", capacity / 2), ("twice of it", 2 * capacity) })
        {
            var loads = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => LoadClient.RunAsync(
                server.Server.Address, LoadClient.Post("/v1/score", body.Replace("\"x\"", $"\"{i}\"", StringComparison.Ordinal)), 1, s_time)));
            var all = new LoadResult([.. loads.SelectMany(load => load.Ticks).Order()], loads.Sum(load => load.Refused), loads.Max(load => load.Took));
            Line(text, $"| {name} | {all.PerSecond:N0} | {all.Refused:N0} | {all.Quantile(0.99):0.0} |");
        }
    }

    private static async Task<RunningServer> StartAsync(IRouter router, RewardServiceOptions options)
    {
        var service = new RewardService(router, options);
        var server = new RewardServer(
            new RewardServerOptions { Port = 0, Native = new() { Meter = service.Meter } },
            new ServerParts { Rewards = service, Tools = BuiltInTools.Registry });
        await server.StartAsync(CancellationToken.None);
        return new RunningServer(server, service);
    }

    private static LoadResult Better(LoadResult? one, LoadResult other) => one is null || other.PerSecond > one.PerSecond ? other : one;

    private static string Row(string name, int connections, LoadResult result, LoadResult echo) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {connections} | {result.PerSecond:N0} | {result.Quantile(0.5):0.000} | {result.Quantile(0.99):0.000} "
        + $"| {result.PerSecond / echo.PerSecond:0.00} |");

    private static void Line(StringBuilder text, string line)
    {
        _ = text.Append(line).Append('\n');
        Console.WriteLine(line);
    }

    private sealed record RunningServer(RewardServer Server, RewardService Service) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Server.StopAsync(CancellationToken.None);
            await Server.DisposeAsync();
            Service.Dispose();
        }
    }
}
