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
    public Task<ScoredGroup> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken) =>
        ScoreAsync(group, null, _advantages, cancellationToken);

    /// <summary>
    /// Scores some completions of a group, without advantages. A tool that compares siblings sees them all, and what it says of the others is left out.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="completions">Which completions.</param>
    /// <param name="cancellationToken">Stops the tools.</param>
    /// <returns>A group of these completions alone.</returns>
    internal async Task<ScoredGroup> ScoreSomeAsync(RolloutGroup group, IReadOnlyList<int> completions, CancellationToken cancellationToken)
    {
        var route = await router.RouteAsync(group.Query, cancellationToken);
        var some = group with { Completions = Pick(group.Completions, completions) };
        if (!route.Tools.Any(tool => tool.Tool.Card.ComparesSiblings))
            return await ScoreAsync(some, route, null, cancellationToken);
        var all = await ScoreAsync(group, route, null, cancellationToken);
        return new ScoredGroup(
            some,
            route,
            [.. all.Calls.Select(call => call with { Outcomes = Pick(call.Outcomes, completions) })],
            Pick(all.Outcomes, completions),
            Pick(all.Rewards, completions));
    }

    private static T[] Pick<T>(IReadOnlyList<T> all, IReadOnlyList<int> places) => [.. places.Select(place => all[place])];

    // One method for all: every further task that is waited for shows in the rate of rows that cost little.
    private async Task<ScoredGroup> ScoreAsync(RolloutGroup group, Route? route, IAdvantages? estimator, CancellationToken cancellationToken)
    {
        route ??= await router.RouteAsync(group.Query, cancellationToken);
        var calls = new ToolCall[route.Tools.Count];
        for (var t = 0; t < calls.Length; t++)
            calls[t] = await runner.RunAsync(route.Tools[t], group, cancellationToken);
        var scored = ScoredGroup.Of(group, route, calls, measuresTime);
        return estimator is null ? scored : scored with { Advantages = Estimates.Of(estimator, RewardedGroup.Of(scored)) };
    }
}
