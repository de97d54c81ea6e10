using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Training;

/// <summary>Rewards groups beside the decoding of others: a group is scored on other threads from the moment it is given here.</summary>
/// <param name="reward">What scores.</param>
/// <param name="rows">The rows.</param>
internal sealed class RewardPhase(ITrainingReward reward, IReadOnlyList<Query> rows) : IDisposable
{
    // No more groups at a time than there are cores: a tool's own threads are not counted, and decoding wants some, too.
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount));

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Begins to score a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="step">The step, from 1.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal Task<RewardedDraw> Start(DrawnGroup group, int step, CancellationToken cancellationToken) =>
        Task.Run(() => ScoreAsync(group, step, cancellationToken), cancellationToken);

    private async Task<RewardedDraw> ScoreAsync(DrawnGroup group, int step, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var query = rows[group.Draw.Row];
            var said = await ScoreAsync(query, group.Rollouts, step, cancellationToken);
            var baseline = group.Greedy is { } greedy ? (await ScoreAsync(query, [greedy], step, cancellationToken)).Rewards[0] : null;
            return new RewardedDraw(group, said, baseline);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<RewardedRollouts> ScoreAsync(Query query, IReadOnlyList<Rollout> rollouts, int step, CancellationToken cancellationToken)
    {
        var said = await reward.ScoreAsync(query, rollouts, step, cancellationToken);
        return said.Rewards.Count == rollouts.Count && said.Rewards.All(value => value is null || double.IsFinite(value.Value))
            ? said
            : throw new TrainingException(
                $"step {step}, row {query.Id}: {said.Rewards.Count} rewards for {rollouts.Count} completions, or one that is not finite. Mend the reward.");
    }
}
