namespace Rlar.Scoring.Pipeline;

/// <summary>A group with its route and everything that was said of it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Route">The route that was taken.</param>
/// <param name="Calls">The tools' calls, in the order of the route; none where the route has no tool.</param>
/// <param name="Outcomes">[G] outcomes.</param>
/// <param name="Rewards">[G] rewards; null where not scored.</param>
public sealed record ScoredGroup(
    RolloutGroup Group, Route Route, IReadOnlyList<ToolCall> Calls, IReadOnlyList<CompletionOutcome> Outcomes, double?[] Rewards)
{
    /// <summary>What the group learns from; null where no advantages were asked for, or they wait for other groups.</summary>
    public GroupAdvantages? Advantages { get; init; }

    /// <summary>[G] lengths in the policy's tokens; null where the row does not say all of them.</summary>
    public IReadOnlyList<int>? Lengths => LengthsOf(Group);

    /// <summary>A group from what the tools of its route said of it.</summary>
    /// <param name="group">The group.</param>
    /// <param name="route">Its route.</param>
    /// <param name="calls">The tools' calls, in the order of the route; none where the route has no tool, and every completion is unscorable then.</param>
    /// <param name="measuresTime">Whether outcomes carry their time.</param>
    public static ScoredGroup Of(RolloutGroup group, Route route, IReadOnlyList<ToolCall> calls, bool measuresTime)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(calls);
        var outcomes = new CompletionOutcome[group.Completions.Count];
        var rewards = new double?[outcomes.Length];
        if (calls.Count == 0)
            Array.Fill(outcomes, new CompletionOutcome(new RewardOutcome.Unscorable(route.Why)));
        for (var i = 0; calls.Count > 0 && i < outcomes.Length; i++)
            (outcomes[i], rewards[i]) = RewardCombiner.Combine(calls, i, measuresTime);
        return new ScoredGroup(group, route, calls, outcomes, rewards);
    }

    /// <summary>[G] lengths of a group's completions; null where the row does not say all of them.</summary>
    internal static IReadOnlyList<int>? LengthsOf(RolloutGroup group)
    {
        var lengths = new int[group.Completions.Count];
        for (var i = 0; i < lengths.Length; i++)
        {
            if (group.Completions[i].TokenCount is not { } tokens)
                return null;
            lengths[i] = tokens;
        }

        return lengths;
    }
}
