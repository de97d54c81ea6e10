namespace Rlar.Scoring.Tests.Pipeline;

/// <summary>A tool that does what a test tells it to; it counts what it was asked.</summary>
internal sealed class FakeTool(string id, Func<Completion, CancellationToken, Task<RewardOutcome>> score, ToolCost cost = ToolCost.Trivial, ToolKind kind = ToolKind.Verifier) : IRewardTool
{
    private int _asked;

    internal int Asked => _asked;

    internal bool ComparesSiblings { get; init; }

    public ToolCard Card => new() { Id = id, Kind = kind, Description = "", Version = id, Cost = cost, ComparesSiblings = ComparesSiblings };

    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        var outcomes = new List<RewardOutcome>();
        foreach (var completion in group.Completions)
        {
            Interlocked.Increment(ref _asked);
            outcomes.Add(await score(completion, cancellationToken));
        }

        return outcomes;
    }

    internal static FakeTool Of(string id, double value, ToolKind kind = ToolKind.Verifier) =>
        new(id, (_, _) => Task.FromResult<RewardOutcome>(new RewardOutcome.Scored(value)), kind: kind);
}
