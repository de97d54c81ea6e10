namespace Rlar.Bench.Serving;

/// <summary>A tool that takes a known time and no processor: as a model elsewhere does.</summary>
internal sealed class PausingTool : IRewardTool
{
    internal const string Id = "bench/pause";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    public ToolCard Card { get; } = new()
    {
        Id = Id,
        Version = Id,
        Kind = ToolKind.Judge,
        Description = "Pauses.",
        Cost = ToolCost.Moderate,
        LimitsItself = true,
    };

    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        await Task.Delay(s_pause, cancellationToken);
        return [.. group.Completions.Select(_ => new RewardOutcome.Scored(1))];
    }
}
