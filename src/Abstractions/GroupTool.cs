namespace Rlar;

/// <summary>
/// The base of tools that judge each completion by itself against something made once a group: checks that the row has what the card needs, and turns an
/// exception into a failure of the completion that caused it and of no other.
/// </summary>
/// <typeparam name="TPrepared">What is made of the query.</typeparam>
/// <param name="card">The tool's card.</param>
public abstract class GroupTool<TPrepared>(ToolCard card) : IRewardTool
{
    /// <inheritdoc/>
    public ToolCard Card { get; } = card;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        var outcomes = new RewardOutcome[group.Completions.Count];
        if (Unjudged(group.Query, out var prepared) is { } whole)
        {
            Array.Fill(outcomes, whole);
            return ValueTask.FromResult<IReadOnlyList<RewardOutcome>>(outcomes);
        }

        for (var i = 0; i < outcomes.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes[i] = ScoreOne(prepared!, group.Completions[i]);
        }

        Release(prepared!);
        return ValueTask.FromResult<IReadOnlyList<RewardOutcome>>(outcomes);
    }

    /// <summary>
    /// Why the row cannot be judged by, a clause; null where it can. By default the first requirement of the card that the row does not meet. A tool that
    /// finds the same out while it prepares, with work that is not to be done twice, may leave it to that.
    /// </summary>
    /// <param name="query">What was asked.</param>
    protected virtual string? Missing(Query query) => Card.Unmet(query);

    /// <summary>Makes what the completions of one group are judged by. The query has what the card needs.</summary>
    /// <param name="query">What was asked.</param>
    /// <exception cref="ToolException">The row cannot be judged by: every completion is unscorable, with the message for a reason.</exception>
    protected abstract TPrepared Prepare(Query query);

    /// <summary>Judges one completion.</summary>
    /// <param name="prepared">What was made of the query.</param>
    /// <param name="completion">One answer.</param>
    protected abstract RewardOutcome Score(TPrepared prepared, Completion completion);

    /// <summary>Takes back what was made, after the last completion; not called where a group was cancelled.</summary>
    /// <param name="prepared">What was made of the query.</param>
    protected virtual void Release(TPrepared prepared)
    {
    }

    private RewardOutcome? Unjudged(Query query, out TPrepared? prepared)
    {
        prepared = default;
        try
        {
            if (Missing(query) is { } missing)
                return new RewardOutcome.Unscorable($"{Card.Id}: {missing}");
            prepared = Prepare(query);
            return null;
        }
        catch (ToolException error)
        {
            return new RewardOutcome.Unscorable($"{Card.Id}: {error.Message}");
        }
#pragma warning disable CA1031 // The boundary: whatever a tool throws costs this group and no other.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return Thrown(error);
        }
    }

    private RewardOutcome ScoreOne(TPrepared prepared, Completion completion)
    {
        try
        {
            return Score(prepared, completion);
        }
#pragma warning disable CA1031 // The boundary: whatever a tool throws costs this completion and no other.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return Thrown(error);
        }
    }

    private RewardOutcome.Failed Thrown(Exception error) => new("tool", $"{Card.Id} threw {error.GetType().Name}: {error.Message}");
}
