using Rlar.Agents.Rewards;
using Rlar.Agents.Routing;
using Rlar.Agents.Rows;

namespace Rlar.Agents.Pipeline;

/// <summary>Scores one group: route, tools, combination.</summary>
/// <param name="router">Picks the tools.</param>
/// <param name="runner">Calls them.</param>
/// <param name="measuresTime">Whether outcomes carry their time; without it a run can be repeated byte by byte.</param>
public sealed class GroupScorer(IRouter router, ToolRunner runner, bool measuresTime)
{
    /// <summary>Scores a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Stops the tools.</param>
    public async Task<ScoredGroup> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        var route = router.Route(group.Query);
        var outcomes = new CompletionOutcome[group.Completions.Count];
        var rewards = new double?[outcomes.Length];
        if (route.Tools.Count == 0)
        {
            Array.Fill(outcomes, new CompletionOutcome(new RewardOutcome.Unscorable(route.Why)));
            return new ScoredGroup(group, route, [], outcomes, rewards);
        }

        var calls = new ToolCall[route.Tools.Count];
        for (var t = 0; t < calls.Length; t++)
            calls[t] = await runner.RunAsync(route.Tools[t], group, cancellationToken);
        for (var i = 0; i < outcomes.Length; i++)
            (outcomes[i], rewards[i]) = RewardCombiner.Combine(calls, i, measuresTime);
        return new ScoredGroup(group, route, calls, outcomes, rewards);
    }
}
