namespace Rlar.Server.Tests.Service;

/// <summary>A tool that answers when the test lets it, and says how often it was asked and stopped. A score is one over the number of siblings.</summary>
internal sealed class GateTool(string id, ToolCost cost = ToolCost.Moderate, bool comparesSiblings = false) : IRewardTool
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    public ToolCard Card { get; } = new()
    {
        Id = id,
        Kind = ToolKind.Verifier,
        Description = "Waits.",
        Version = id,
        Cost = cost,
        ComparesSiblings = comparesSiblings,
        LimitsItself = true,
    };

    internal int Calls => Volatile.Read(ref _calls);

    internal TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Open() => _open.TrySetResult();

    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        Asked.TrySetResult();
        try
        {
            await _open.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Stopped.TrySetResult();
            throw;
        }

        return [.. group.Completions.Select(_ => new RewardOutcome.Scored(1.0 / group.Completions.Count))];
    }
}
