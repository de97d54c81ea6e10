using Rlar.Grpo.Advantages;
using Rlar.Grpo.Policy;
using Rlar.Kernels;

namespace Rlar.Grpo.Training;

/// <summary>From the rewards of a step's groups to what each completion teaches.</summary>
/// <param name="computation">The estimator.</param>
/// <param name="options">What leaves completions out.</param>
internal sealed class AdvantagePhase(AdvantageComputation computation, AdvantagePhaseOptions options)
{
    /// <summary>Whether a group whose rewards are all equal teaches nothing.</summary>
    internal bool ComparesSiblings => computation.ComparesSiblings;

    /// <summary>Computes.</summary>
    /// <param name="groups">The groups of the step.</param>
    /// <returns>
    /// What teaches, group after group, without completions that were not scored and without groups in which all advantages are 0; and the rest.
    /// </returns>
    /// <exception cref="TrainingException">The estimator or a shaping step needs what the rewards do not have.</exception>
    internal AdvantagesOfStep Compute(IReadOnlyList<RewardedDraw> groups)
    {
        var batch = new AdvantageBatch();
        AdvantageResult result;
        try
        {
            foreach (var group in groups)
                batch.Add(RewardsOf(group));
            result = computation.Compute(batch);
        }
        catch (Exception error) when (error is KernelException or ShapingInputException)
        {
            throw new TrainingException($"advantages: {error.Message}", error);
        }

        var rows = new List<LearningRow>();
        var others = new List<LearningRow>();
        var means = new List<double?[]>(groups.Count);
        for (var g = 0; g < groups.Count; g++)
        {
            var its = groups[g].Group;
            var tokens = its.Rollouts
                .Select((rollout, i) => OfTokens(result, batch.Offsets[g] + i, rollout.Tokens.Length, groups[g].Said.Rewards[i])).ToArray();
            means.Add([.. tokens.Select(values => values is null ? (double?)null : values.Length == 0 ? 0 : values.Average(value => (double)value))]);
            var isFlat = tokens.All(values => values is null || values.AsSpan().IndexOfAnyExcept(0f) < 0);
            for (var i = 0; i < tokens.Length; i++)
            {
                var rollout = its.Rollouts[i];
                if (rollout.Tokens.Length == 0)
                    continue;
                var teaches = !isFlat && tokens[i] is not null && Math.Abs(means[g][i]!.Value) >= options.Gate;
                (teaches ? rows : others).Add(new LearningRow(
                    new TrainingRow([.. its.Prompt, .. rollout.Tokens], its.Prompt.Length), rollout, g, tokens[i] ?? [],
                    options.MasksTruncated && rollout.IsTruncated));
            }
        }

        return new AdvantagesOfStep(rows, others, means);
    }

    private GroupRewards RewardsOf(RewardedDraw group)
    {
        var said = options.ShuffleSeed is { } seed ? ShuffledRewards.Of(group.Said, seed, group.Group.Draw.Position) : group.Said;
        // Where the completion that they are compared with was not scored, none of them can be.
        var hasBaseline = group.Group.Greedy is null || group.Baseline is not null;
        bool[] scored = [.. said.Rewards.Select(reward => reward is not null && hasBaseline)];
        var rollouts = group.Group.Rollouts;
        return new GroupRewards
        {
            Components = options.ByTool
                ? said.ByTool.ToDictionary(tool => tool.Key, tool => tool.Value.Select((value, i) => scored[i] ? value : null).ToArray())
                : new Dictionary<string, double?[]> { [GroupRewards.SingleComponent] = [.. said.Rewards.Select((value, i) => scored[i] ? value : null)] },
            Lengths = [.. rollouts.Select(rollout => rollout.Tokens.Length)],
            Truncated = [.. rollouts.Select(rollout => rollout.IsTruncated)],
            Tokens = [.. rollouts.Select(rollout => rollout.Tokens)],
            GreedyReward = group.Group.Greedy is null ? null : group.Baseline ?? 0,
        };
    }

    private static float[]? OfTokens(AdvantageResult result, int completion, int tokens, double? reward)
    {
        if (reward is null)
            return null;
        if (result.IsByStep)
            return [.. result.Steps(completion).ToArray().Select(value => (float)value)];
        if (result[completion] is not { } advantage)
            return null;
        var values = new float[tokens];
        Array.Fill(values, (float)advantage);
        return values;
    }
}
