using System.Globalization;

namespace Rlar.Agents.Routing.Tiers;

/// <summary>
/// The tier of routed cases: the nearest cases whose tools are candidates vote, each with its likeness. It abstains where none is near, or where the votes
/// are split.
/// </summary>
/// <param name="memory">The cases.</param>
/// <param name="options">How near and how agreed they must be.</param>
public sealed class MemoryTier(RouteMemory memory, MemoryOptions options) : IRouteTier
{
    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public string Version => memory.Version;

    /// <inheritdoc/>
    public ValueTask<TierAnswer> AskAsync(Query query, IReadOnlyList<ToolCard> candidates, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Answer(query, candidates));
    }

    private TierAnswer Answer(Query query, IReadOnlyList<ToolCard> candidates)
    {
        var nearest = memory.Nearest(query, options.Neighbours, candidates.Select(card => card.Id).ToHashSet(StringComparer.Ordinal));
        if (nearest.Count == 0)
            return TierAnswer.Abstention("no case has a tool whose requirements the row meets");
        if (nearest[0].Likeness < options.LeastLikeness)
            return TierAnswer.Abstention(Text($"the nearest case is {nearest[0].Likeness:0.00} like it, below {options.LeastLikeness:0.00}"));

        // Tools of equal votes stand in the order of their nearest case.
        var votes = nearest.GroupBy(near => near.Case.Tool)
            .Select(tool => (Case: tool.First().Case, Votes: tool.Sum(near => near.Likeness), Cases: tool.Count())).OrderByDescending(tool => tool.Votes).ToArray();
        var (best, most, cases) = votes[0];
        var share = most / votes.Sum(tool => tool.Votes);
        return share < options.LeastShare
            ? TierAnswer.Abstention(Text($"the nearest cases are split: {string.Join(", ", votes.Select(tool => $"{tool.Case.Tool} {tool.Cases}"))}"))
            : new TierAnswer(
                best.Tool, best.Task, share, Text($"{cases} of the {nearest.Count} nearest routed cases went to {best.Tool}, the nearest {nearest[0].Likeness:0.00} like it"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
