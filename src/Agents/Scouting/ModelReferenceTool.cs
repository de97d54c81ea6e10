namespace Rlar.Agents.Scouting;

/// <summary>A reward model under the name of a draft.</summary>
/// <param name="card">The draft's card.</param>
/// <param name="inner">The tool that computes.</param>
internal sealed class ModelReferenceTool(ToolCard card, IRewardTool inner) : IRewardTool
{
    /// <inheritdoc/>
    public ToolCard Card { get; } = card;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken) =>
        inner.ScoreAsync(group, cancellationToken);
}
