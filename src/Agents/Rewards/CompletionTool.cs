namespace Rlar.Agents.Rewards;

/// <summary>
/// The base of tools that judge each completion by itself: checks that the row has what the card needs, and turns an exception into a
/// failure of the completion that caused it and of no other.
/// </summary>
/// <param name="card">The tool's card.</param>
public abstract class CompletionTool(ToolCard card) : IRewardTool
{
    /// <inheritdoc/>
    public ToolCard Card { get; } = card;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        var outcomes = new RewardOutcome[group.Completions.Count];
        if (Missing(group.Query) is { } missing)
        {
            Array.Fill(outcomes, new RewardOutcome.Unscorable(missing));
            return ValueTask.FromResult<IReadOnlyList<RewardOutcome>>(outcomes);
        }

        for (var i = 0; i < outcomes.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes[i] = ScoreOne(group.Query, group.Completions[i]);
        }

        return ValueTask.FromResult<IReadOnlyList<RewardOutcome>>(outcomes);
    }

    /// <summary>Judges one completion. The query has what the card needs.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="completion">One answer.</param>
    protected abstract RewardOutcome Score(Query query, Completion completion);

    private RewardOutcome ScoreOne(Query query, Completion completion)
    {
        try
        {
            return Score(query, completion);
        }
#pragma warning disable CA1031 // The boundary: whatever a tool throws costs this completion and no other.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new RewardOutcome.Failed("tool", $"{Card.Id} threw {error.GetType().Name}: {error.Message}");
        }
    }

    private string? Missing(Query query)
    {
        if (Card.Needs.HasFlag(ToolNeeds.Reference) && query.References.Count == 0)
            return $"{Card.Id} needs a reference, and the row has none";
        if (Card.Needs.HasFlag(ToolNeeds.Tests) && query.Tests is null)
            return $"{Card.Id} needs tests, and the row has none";
        if (Card.Needs.HasFlag(ToolNeeds.Constraints) && query.Constraints is null)
            return $"{Card.Id} needs constraints, and the row has none";
        return null;
    }
}
