namespace Rlar.Scoring.Pipeline;

/// <summary>
/// From what the tools of a route said to one reward: the weighted mean of the graded values, each mapped to 0..1 by its card or the
/// route's calibration, plus the weighted sum of the shapers. A completion that one tool could not score has no reward: a sum without one
/// of its terms would be another reward.
/// </summary>
public static class RewardCombiner
{
    /// <summary>The outcome and the reward of one completion.</summary>
    /// <param name="calls">The route's tools and what they said, at least one.</param>
    /// <param name="completion">Which completion.</param>
    /// <param name="measuresTime">Whether outcomes carry their time.</param>
    public static (CompletionOutcome Outcome, double? Reward) Combine(IReadOnlyList<ToolCall> calls, int completion, bool measuresTime)
    {
        double? Time(ToolCall call) => measuresTime ? Math.Round(call.Elapsed.TotalMilliseconds / call.Outcomes.Count, 4) : null;
        if (calls is [var only])
        {
            var outcome = only.Outcomes[completion];
            double? reward = outcome is RewardOutcome.Scored scored ? only.Tool.ToReward(scored.Value) * Factor(only.Tool) : null;
            return (new CompletionOutcome(outcome, Time(only)), reward);
        }

        var tools = calls.Select(call => new ToolOutcome(call.Tool.Tool.Card.Id, call.Outcomes[completion], Time(call))).ToArray();
        var time = measuresTime ? tools.Sum(tool => tool.Milliseconds) : null;
        var combined = Unscored(tools) ?? Sum(calls, completion);
        return (new CompletionOutcome(combined, time, tools), combined is RewardOutcome.Scored sum ? sum.Value : null);
    }

    /// <summary>
    /// What each tool adds to the reward of a completion: the shares sum to it, but for rounding. A tool that a route has twice has one share.
    /// </summary>
    /// <param name="calls">The route's tools and what they said, at least one.</param>
    /// <param name="completion">Which completion; all tools scored it.</param>
    /// <returns>Tool id to share, in the order of the route.</returns>
    public static OrderedDictionary<string, double> Shares(IReadOnlyList<ToolCall> calls, int completion)
    {
        ArgumentNullException.ThrowIfNull(calls);
        var weight = calls.Where(call => call.Tool.Tool.Card.Kind != ToolKind.Shaper).Sum(call => call.Tool.Weight);
        var shares = new OrderedDictionary<string, double>(calls.Count);
        foreach (var call in calls)
        {
            var card = call.Tool.Tool.Card;
            var reward = call.Tool.ToReward(((RewardOutcome.Scored)call.Outcomes[completion]).Value);
            var factor = card.Kind == ToolKind.Shaper ? call.Tool.Weight : call.Tool.Weight / weight;
            shares[card.Id] = shares.GetValueOrDefault(card.Id) + (factor * reward);
        }

        return shares;
    }

    // A failure says more than a missing reference, and both say more than a score.
    private static RewardOutcome? Unscored(ToolOutcome[] tools) =>
        tools.Select(tool => tool.Outcome).OfType<RewardOutcome.Failed>().FirstOrDefault()
        ?? (RewardOutcome?)tools.Select(tool => tool.Outcome).OfType<RewardOutcome.Unscorable>().FirstOrDefault();

    private static RewardOutcome.Scored Sum(IReadOnlyList<ToolCall> calls, int completion)
    {
        double graded = 0, weight = 0, shaped = 0;
        var parts = new Dictionary<string, double>(calls.Count);
        foreach (var call in calls)
        {
            var reward = call.Tool.ToReward(((RewardOutcome.Scored)call.Outcomes[completion]).Value);
            parts[call.Tool.Tool.Card.Id] = reward;
            if (call.Tool.Tool.Card.Kind == ToolKind.Shaper)
            {
                shaped += call.Tool.Weight * reward;
            }
            else
            {
                graded += call.Tool.Weight * reward;
                weight += call.Tool.Weight;
            }
        }

        return new RewardOutcome.Scored((weight > 0 ? graded / weight : 0) + shaped) { Parts = parts };
    }

    // Alone, a graded tool is the whole reward whatever its weight; a shaper is still a factor.
    private static double Factor(RoutedTool tool) => tool.Tool.Card.Kind == ToolKind.Shaper ? tool.Weight : 1;
}
