using BenchmarkDotNet.Attributes;
using Rlar.Rewards;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Run;
using Rlar.Server.Live;

namespace Rlar.Bench.Serving;

/// <summary>What an answer of the server pays for the page: one group told to the log, by one thread, and by two that want its lock at the same time.</summary>
public class LiveLogCost
{
    private const int Groups = 10_000;
    private readonly LiveLog _log = new();
    private ScoredGroup? _group;

    /// <summary>Completions of a group.</summary>
    [Params(1, 8)]
    public int Completions { get; set; }

    /// <summary>Scores the group.</summary>
    [GlobalSetup]
    public async Task ScoreAsync() => _group = await new RewardRun(new FixedRouter(BuiltInTools.Registry.Create("exact-match"))).ScoreAsync(
        new RolloutGroup(
            new Query { Id = "q", Prompt = [new Message("user", "What is 6 times 7?")], References = ["42"] },
            [.. Enumerable.Range(0, Completions).Select(i => new Completion(i % 2 == 0 ? "42" : "41"))]),
        CancellationToken.None);

    /// <summary>One thread.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Groups)]
    public void OneThread() => Add(Groups);

    /// <summary>Two threads, half of the groups each.</summary>
    [Benchmark(OperationsPerInvoke = Groups)]
    public void TwoThreads() => Parallel.Invoke(() => Add(Groups / 2), () => Add(Groups / 2));

    private void Add(int groups)
    {
        for (var i = 0; i < groups; i++)
            _log.Add("native", _group!, TimeSpan.FromMicroseconds(40));
    }
}
