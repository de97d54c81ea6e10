namespace Rlar.Rewards.Judges;

/// <summary>
/// A judge over a chat model. No completion can choose to have no verdict (<see cref="FaultFinding"/>); where the judge is at fault, it failed.
/// </summary>
/// <param name="card">The tool's card.</param>
/// <param name="mode">What is asked.</param>
/// <param name="asking">Who is asked.</param>
internal sealed class ChatJudgeTool(ToolCard card, JudgeMode mode, ChatAsking asking) : IRewardTool
{
    /// <inheritdoc/>
    public ToolCard Card { get; } = card;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (Card.Unmet(group.Query) is { } missing)
            return [.. group.Completions.Select(_ => new RewardOutcome.Unscorable($"{Card.Id}: {missing}"))];
        try
        {
            var replies = new ChatReplies(asking);
            return await new FaultFinding(Card, mode, _ => new ChatVerdicts(replies)).JudgeAsync(PlainText.Of(mode.Judged(group)), null, cancellationToken);
        }
        catch (ToolException error)
        {
            return [.. group.Completions.Select(_ => new RewardOutcome.Unscorable($"{Card.Id}: {error.Message}"))];
        }
    }
}
