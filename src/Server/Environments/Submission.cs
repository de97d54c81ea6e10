using System.Globalization;
using System.Text.Json;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Environments;

/// <summary>What became of an answer that was submitted.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reward">The reward; null where the answer was not scored.</param>
/// <param name="Route">The route.</param>
internal sealed record Submission(RewardOutcome Outcome, double? Reward, Route Route)
{
    /// <summary>Why the answer was not scored, where the tool broke: no result of the task, and another try may have one. Null otherwise.</summary>
    public string? Failure => Outcome is RewardOutcome.Failed failed ? $"The answer was not scored: {OutcomeDetail.Line(failed)}" : null;

    /// <summary>What the policy may read: the reward, and nothing that the reference could be told from.</summary>
    public string Text => Reward is { } reward
        ? string.Create(CultureInfo.InvariantCulture, $"Submitted. Reward: {reward}")
        : "Submitted. There is nothing that the answer could be scored by.";

    /// <summary>Scores an answer.</summary>
    /// <param name="rewards">Scores it.</param>
    /// <param name="task">The task.</param>
    /// <param name="answer">What the policy submits, thinking included.</param>
    /// <param name="source">The dialect.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public static async Task<Submission> ScoreAsync(
        IRewardService rewards, EnvironmentTask task, string answer, string source, CancellationToken cancellationToken)
    {
        var group = new RolloutGroup(task.Query, [new Completion(answer)]);
        var scored = await rewards.ScoreAsync(new ScoreRequest(group, source), cancellationToken);
        return new Submission(scored.Outcomes[0].Outcome, scored.Rewards[0], scored.Route);
    }

    /// <summary>Writes what a trainer wants to know beside the reward.</summary>
    /// <param name="json">Takes an object.</param>
    public void WriteDetail(Utf8JsonWriter json) => OutcomeDetail.Write(json, Outcome, Route);
}
