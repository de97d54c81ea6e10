namespace Rlar.Scoring.Pipeline;

/// <summary>Scores one group: route, tools, combination and, where they need no other group, advantages.</summary>
/// <param name="router">Picks the tools.</param>
/// <param name="runner">Calls them.</param>
/// <param name="measuresTime">Whether outcomes carry their time; without it a run can be repeated byte by byte.</param>
/// <param name="advantages">Computes advantages, or null for none; those that look at a batch are left to whoever has it.</param>
internal sealed class GroupScorer(IRouter router, ToolRunner runner, bool measuresTime, IAdvantages? advantages = null)
{
    private readonly IAdvantages? _advantages = advantages is { IsGroupLocal: true } ? advantages : null;

    /// <summary>Scores a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Stops the tools.</param>
    public async Task<ScoredGroup> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        var route = router.Route(group.Query);
        var calls = new ToolCall[route.Tools.Count];
        for (var t = 0; t < calls.Length; t++)
            calls[t] = await runner.RunAsync(route.Tools[t], group, cancellationToken);
        var outcomes = new CompletionOutcome[group.Completions.Count];
        var rewards = new double?[outcomes.Length];
        if (calls.Length == 0)
            Array.Fill(outcomes, new CompletionOutcome(new RewardOutcome.Unscorable(route.Why)));
        for (var i = 0; calls.Length > 0 && i < outcomes.Length; i++)
            (outcomes[i], rewards[i]) = RewardCombiner.Combine(calls, i, measuresTime);
        var scored = new ScoredGroup(group, route, calls, outcomes, rewards);
        return _advantages is null ? scored : scored with { Advantages = Estimates.Of(_advantages, RewardedGroup.Of(scored)) };
    }
}
