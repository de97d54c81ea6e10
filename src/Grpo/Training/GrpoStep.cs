using Rlar.Grpo.Advantages;

namespace Rlar.Grpo.Training;

/// <summary>One step of GRPO: draw, reward, compare, update.</summary>
/// <param name="experience">What draws and rewards.</param>
/// <param name="advantages">What compares.</param>
/// <param name="update">What updates.</param>
/// <param name="pools">Which rows rest.</param>
/// <param name="shaping">Shaping steps that remember.</param>
/// <param name="rows">The rows.</param>
/// <param name="clock">Measures.</param>
internal sealed class GrpoStep(
    ExperiencePhase experience, AdvantagePhase advantages, UpdatePhase update, DifficultyPools pools, IReadOnlyList<IRunningShaping> shaping,
    IReadOnlyList<Query> rows, TimeProvider clock)
{
    /// <summary>Does a step.</summary>
    /// <param name="at">Which one.</param>
    /// <param name="state">The state before it.</param>
    /// <param name="cancellationToken">Ends it where the weights are still as they were; a step that has changed them is done to its end.</param>
    internal async Task<StepOutcome> RunAsync(StepPlace at, LoopState state, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        foreach (var step in shaping)
        {
            if (state.Shaping.TryGetValue(step.StateName, out var known))
                step.Restore(known);
        }

        var collected = await experience.CollectAsync(at.OfPhase, at.IsLast, state, cancellationToken);
        var learnt = advantages.Compute(collected.Groups);
        var updating = clock.GetTimestamp();
        var place = new UpdatePlace(at.Step, at.OfPhase, collected.Staleness, group => rows[collected.Groups[group].Group.Draw.Row].Id);
        var measures = learnt.Rows.Count > 0
            ? update.Run(learnt.Rows, place, cancellationToken)
            : update.Look(learnt.Others, place, cancellationToken);
        var updateTime = clock.GetElapsedTime(updating);
        var tally = new StepTally();
        foreach (var group in collected.Drawn)
            tally.Add(group);
        return new StepOutcome(
            state with
            {
                Step = at.Step,
                Position = collected.Position,
                Pending = collected.Next,
                Rests = pools.After(state.Rests, at.OfPhase, collected.Drawn),
                Shaping = shaping.ToDictionary(step => step.StateName, step => step.Save()),
            },
            Measured(at, collected, tally, measures, updateTime, clock.GetElapsedTime(started)),
            [.. collected.Groups.SelectMany((group, g) => SampleChoice.Of(at.Step, "train", group, rows[group.Group.Draw.Row], learnt.ByCompletion[g]))]);
    }

    private static StepMetrics Measured(
        StepPlace at, Experience collected, StepTally tally, UpdateMeasures measures, TimeSpan updateTime, TimeSpan time) => new()
        {
            Step = at.Step,
            Phase = "grpo",
            Loss = measures.Loss,
            Reward = tally.Reward,
            RewardStd = tally.RewardStd,
            ToolReward = tally.ToolReward,
            ToolRewardStd = tally.ToolRewardStd,
            Groups = tally.Groups,
            Completions = tally.Completions,
            Unscored = tally.Unscored,
            ZeroVarianceShare = tally.ZeroVarianceShare,
            DistinctShare = tally.DistinctShare,
            DistinctRewards = tally.DistinctRewards,
            Length = tally.Length,
            Truncated = tally.Truncated,
            Kl = measures.Kl,
            ClipShare = measures.ClipShare,
            Entropy = measures.Entropy,
            MismatchMean = measures.Mismatch.Mean,
            MismatchMax = measures.Mismatch.Max,
            MismatchK3 = measures.Mismatch.K3,
            GradientNorm = measures.GradientNorm,
            LearningRate = measures.LearningRate,
            Staleness = collected.Staleness,
            RolloutTokensPerSecond = Rate(collected.Tokens, collected.Drawing),
            UpdateTokensPerSecond = Rate(measures.Tokens, updateTime),
            RewardWaitShare = time > TimeSpan.Zero ? Math.Min(1, collected.Waiting / time) : 0,
            RolloutSeconds = collected.Drawing.TotalSeconds,
            UpdateSeconds = updateTime.TotalSeconds,
            Seconds = time.TotalSeconds,
        };

    private static double Rate(long tokens, TimeSpan time) => time > TimeSpan.Zero ? tokens / time.TotalSeconds : 0;
}
