namespace Rlar;

/// <summary>A verifier, metric, reward model or judge.</summary>
public interface IRewardTool
{
    /// <summary>What it is and needs.</summary>
    ToolCard Card { get; }

    /// <summary>
    /// Judges a whole group. The tool is called from several threads at once and holds no state that a verdict depends on.
    /// </summary>
    /// <param name="group">The query and its completions.</param>
    /// <param name="cancellationToken">Stops the work; the tool then throws <see cref="OperationCanceledException"/>.</param>
    /// <returns>[G] one outcome a completion, in order.</returns>
    ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken);
}
