using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Training;

/// <summary>All that training knows of rewards: a group of completions in, an outcome for each out. A lambda can stand for it in a test.</summary>
public interface ITrainingReward
{
    /// <summary>Scores a group.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="rollouts">[G] the completions.</param>
    /// <param name="step">The training step, from 1: weights may follow a schedule.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<RewardedRollouts> ScoreAsync(Query query, IReadOnlyList<Rollout> rollouts, int step, CancellationToken cancellationToken);
}
