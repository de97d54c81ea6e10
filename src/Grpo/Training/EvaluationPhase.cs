namespace Rlar.Grpo.Training;

/// <summary>
/// Draws completions of held-out rows and scores them, also with tools that are not trained on. The seeds are the same each time, so that two evaluations
/// differ by the policy alone.
/// </summary>
/// <param name="rollouts">What draws.</param>
/// <param name="rewards">What training is rewarded by.</param>
/// <param name="heldOut">What it is not rewarded by; null: nothing.</param>
/// <param name="rows">The held-out rows, at least one.</param>
internal sealed class EvaluationPhase(RolloutPhase rollouts, RewardPhase rewards, RewardPhase? heldOut, IReadOnlyList<Query> rows)
{
    /// <summary>Evaluates.</summary>
    /// <param name="step">Steps done, for the record.</param>
    /// <param name="rewardStep">The step of GRPO whose weights of rewards hold, from 1.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<(EvaluationRecord Record, IReadOnlyList<SampleRecord> Samples)> RunAsync(
        int step, int rewardStep, CancellationToken cancellationToken)
    {
        PromptDraw[] draws = [.. Enumerable.Range(0, rows.Count).Select(row => new PromptDraw(row, row))];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var scoring = new Task<RewardedDraw>[rows.Count];
        var others = new Task<RewardedDraw>?[rows.Count];
        try
        {
            // The seeds know no step: the same draws of another policy.
            await foreach (var (place, group) in rollouts.DrawAsync(draws, RolloutPhase.EvaluationStream, 0, stop.Token))
            {
                scoring[place] = rewards.Start(group, rewardStep, stop.Token);
                others[place] = heldOut?.Start(group, rewardStep, stop.Token);
            }

            var groups = await Task.WhenAll(scoring);
            var unseen = await Task.WhenAll(others.OfType<Task<RewardedDraw>>());
            return Record(step, groups, unseen);
        }
        catch
        {
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(scoring.Concat(others).OfType<Task<RewardedDraw>>())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private (EvaluationRecord Record, IReadOnlyList<SampleRecord> Samples) Record(int step, RewardedDraw[] groups, RewardedDraw[] unseen)
    {
        var names = unseen.SelectMany(group => group.Said.ByTool.Keys).Distinct(StringComparer.Ordinal).ToArray();
        var tally = new StepTally();
        var samples = new List<SampleRecord>();
        for (var row = 0; row < groups.Length; row++)
        {
            var whole = unseen.Length == 0 ? groups[row] : groups[row] with { Said = Together(groups[row].Said, unseen[row].Said) };
            tally.Add(whole);
            samples.AddRange(SampleChoice.Of(step, "heldout", whole, rows[row], null));
        }

        return (
            new EvaluationRecord(
                step, rows.Count, tally.Completions, tally.Reward, tally.RewardStd, tally.ToolReward, names,
                tally.Length, tally.Truncated, tally.DistinctShare),
            samples);
    }

    // A tool that is trained on keeps its own word where both have it.
    private static RewardedRollouts Together(RewardedRollouts trained, RewardedRollouts unseen) => trained with
    {
        ByTool = trained.ByTool.Concat(unseen.ByTool.Where(tool => !trained.ByTool.ContainsKey(tool.Key))).ToDictionary(),
    };
}
