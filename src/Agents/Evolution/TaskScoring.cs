namespace Rlar.Agents.Evolution;

/// <summary>Rewards of a task's rows: by the routes that the library gives them today, or by one tool.</summary>
internal static class TaskScoring
{
    /// <summary>The rewards by today's routes, and the tools that gave them.</summary>
    internal static async Task<(IReadOnlyList<IReadOnlyList<double?>> Rewards, IReadOnlyList<string> Tools)> OfRouterAsync(
        IRouter router, IReadOnlyList<EvolutionRow> rows, CancellationToken cancellationToken)
    {
        var (all, tools) = (new List<IReadOnlyList<double?>>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var route = await router.RouteAsync(row.Group.Query, cancellationToken);
            tools.UnionWith(route.Tools.Select(tool => tool.Tool.Card.Id));
            all.Add(await OfToolsAsync(route.Tools, row.Group, cancellationToken));
        }

        return (all, [.. tools]);
    }

    /// <summary>The rewards by one tool.</summary>
    internal static async Task<IReadOnlyList<IReadOnlyList<double?>>> OfToolAsync(
        IRewardTool tool, IReadOnlyList<EvolutionRow> rows, CancellationToken cancellationToken)
    {
        var all = new List<IReadOnlyList<double?>>();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            all.Add(await OfToolsAsync([new RoutedTool(tool, 1)], row.Group, cancellationToken));
        }

        return all;
    }

    // The weighted mean of those that judge and the product with those that shape, as runs combine them; one that gives no value leaves none.
    private static async Task<IReadOnlyList<double?>> OfToolsAsync(IReadOnlyList<RoutedTool> tools, RolloutGroup group, CancellationToken cancellationToken)
    {
        var count = group.Completions.Count;
        if (tools.All(tool => tool.Tool.Card.Kind == ToolKind.Shaper))
            return new double?[count];
        var (sums, factors) = (new double[count], new double[count]);
        var missing = new bool[count];
        Array.Fill(factors, 1);
        var weights = tools.Where(tool => tool.Tool.Card.Kind != ToolKind.Shaper).Sum(tool => tool.Weight);
        foreach (var tool in tools)
        {
            var outcomes = await ScoreAsync(tool.Tool, group, cancellationToken);
            for (var index = 0; index < count; index++)
            {
                if (outcomes[index] is not RewardOutcome.Scored scored)
                    missing[index] = true;
                else if (tool.Tool.Card.Kind == ToolKind.Shaper)
                    factors[index] *= tool.ToReward(scored.Value);
                else
                    sums[index] += tool.Weight / weights * tool.ToReward(scored.Value);
            }
        }

        return [.. Enumerable.Range(0, count).Select(index => missing[index] ? (double?)null : sums[index] * factors[index])];
    }

    private static async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(IRewardTool tool, RolloutGroup group, CancellationToken cancellationToken)
    {
        try
        {
            return await tool.ScoreAsync(group, cancellationToken);
        }
#pragma warning disable CA1031 // The boundary: whatever a tool throws costs this group and no other.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            var failed = new RewardOutcome.Failed("tool", $"{tool.Card.Id} threw {error.GetType().Name}: {error.Message}");
            return [.. group.Completions.Select(_ => failed)];
        }
    }
}
