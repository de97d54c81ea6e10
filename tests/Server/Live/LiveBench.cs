using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;
using Rlar.Server.Live;
using Rlar.Tests;

namespace Rlar.Server.Tests.Live;

/// <summary>Groups that the real router and the real tools scored, for what is shown of them.</summary>
internal static class LiveBench
{
    private static readonly Lazy<Task<IReadOnlyList<ScoredGroup>>> s_multitask = new(ScoreAsync);

    /// <summary>The rows of examples/multitask.jsonl that need no program to be run, scored, with advantages.</summary>
    internal static Task<IReadOnlyList<ScoredGroup>> MultitaskAsync() => s_multitask.Value;

    /// <summary>A log with the groups of examples/multitask.jsonl.</summary>
    internal static async Task<LiveLog> LogAsync(LiveLogOptions? options = null)
    {
        var log = new LiveLog(options);
        foreach (var group in await MultitaskAsync())
            log.Add("native", group, TimeSpan.FromMilliseconds(3));
        return log;
    }

    /// <summary>One completion, scored by the real <c>normalized-match</c>.</summary>
    internal static Task<ScoredGroup> ScoreAsync(string prompt, string reference, params string[] completions) => new RewardRun(
        new FixedRouter(BuiltInTools.Registry.Create("normalized-match")), new RewardRunOptions { Advantages = new Centered() }).ScoreAsync(
        new RolloutGroup(
            new Query { Id = "own", Prompt = [new Message("user", prompt)], References = [reference] },
            [.. completions.Select(text => new Completion(text, text.Length))]),
        TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<ScoredGroup>> ScoreAsync()
    {
        var parser = new RowParser();
        var file = Path.Combine(SharedData.Repository, "examples", "multitask.jsonl");
        var rows = File.ReadLines(file)
            .Select((line, i) => parser.Parse(System.Text.Encoding.UTF8.GetBytes(line), i + 1, file))
            .Where(row => row.Query.Tests is null);
        var run = new RewardRun(new Router(BuiltInTools.Registry, RouteTable.BuiltIn), new RewardRunOptions { Advantages = new Centered(), MeasuresTime = true });
        var scored = new List<ScoredGroup>();
        await foreach (var group in run.ScoreAsync(rows, CancellationToken.None))
            scored.Add(group);
        return scored;
    }

    /// <summary>Each reward less the mean of its group.</summary>
    private sealed class Centered : IAdvantages
    {
        public string Version => "centered";

        public bool IsGroupLocal => true;

        public IEnumerable<GroupAdvantages> Compute(IEnumerable<RewardedGroup> batch) => batch.Select(group =>
        {
            var mean = group.Rewards.Where(reward => reward is not null).DefaultIfEmpty(0).Average();
            return new GroupAdvantages.ByCompletion([.. group.Rewards.Select(reward => reward - mean)]);
        });
    }
}
