namespace Rlar.Rewards.Ensembles;

/// <summary>Several tools as one: their values, each mapped to 0..1, as mean, median or worst, with their disagreement as a part.</summary>
internal sealed class EnsembleTool : IRewardTool
{
    private static readonly ToolOption<string> s_combine =
        ToolOption.Choice("combine", "mean", "How the values are combined.", "mean", "median", "worst");
    private static readonly ToolOption<string> s_missing =
        ToolOption.Choice("missing", "fail", "Whether a member without a value leaves the ensemble without one.", "fail", "leave-out");
    private const string NoMembers = "ensemble has no members: set members=ID,ID";
    private readonly (IRewardTool Tool, double Weight)[] _members;
    private readonly string _combine;
    private readonly bool _leavesOut;

    private EnsembleTool(ToolCard card, ToolSettings settings, (IRewardTool Tool, double Weight)[] members)
    {
        _members = members;
        _combine = settings.Get(s_combine);
        _leavesOut = settings.Get(s_missing) == "leave-out";
        Card = card with
        {
            ComparesSiblings = _members.Any(member => member.Tool.Card.ComparesSiblings),
            LimitsItself = _members.Any(member => member.Tool.Card.LimitsItself),
            Cost = _members.Length == 0 ? card.Cost : _members.Max(member => member.Tool.Card.Cost),
            AsksModel = _members.Any(member => member.Tool.Card.AsksModel),
            Requires = [new ToolRequirement("members", _leavesOut ? "what one of its members needs" : "what its members need", Missing)],
        };
    }

    /// <inheritdoc/>
    public ToolCard Card { get; }

    /// <summary>How a library makes it. Options: members, combine (mean), missing (fail).</summary>
    /// <param name="library">Where the members come from.</param>
    public static ToolDefinition Definition(ToolRegistry library)
    {
        var members = new ToolOption<(IRewardTool Tool, double Weight)[]>(
            "members", "", "ids with a weight or not, or JSON", "The tools: ID, ID*WEIGHT or [{\"tool\", \"weight\"?, \"set\"?}].",
            (id, text) => [.. EnsembleMember.Parse(text).Select(member => (member.Make(id, library), member.Weight))])
        {
            Fact = ("member-versions", tools => string.Join(' ', tools.Select(member => $"{member.Tool.Card.Id}@{member.Tool.Card.Version}"))),
        };
        return new ToolDefinition(
            new ToolCard
            {
                Id = "ensemble",
                Kind = ToolKind.RewardModel,
                Description = "Several tools (option members) as one: mean, median or worst of their values mapped to 0..1, "
                    + "with their spread as the part disagreement.",
                Requires = [new ToolRequirement("members", "what its members need", _ => NoMembers)],
            },
            Revision: 1,
            [members, s_combine, s_missing],
            (card, settings) => new EnsembleTool(card, settings, settings.Get(members)));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (_members.Length == 0)
            return [.. group.Completions.Select(_ => new RewardOutcome.Unscorable(NoMembers))];
        var said = new IReadOnlyList<RewardOutcome>[_members.Length];
        for (var member = 0; member < said.Length; member++)
            said[member] = await _members[member].Tool.ScoreAsync(group, cancellationToken);
        return [.. Enumerable.Range(0, group.Completions.Count).Select(index => Combine([.. said.Select(outcomes => outcomes[index])]))];
    }

    private string? Missing(Query query)
    {
        if (_members.Length == 0)
            return NoMembers;
        var missing = _members.Select(member => member.Tool.Card.Unmet(query) is { } lacks ? $"{member.Tool.Card.Id}: {lacks}" : null).ToArray();
        return _leavesOut && missing.Contains(null) ? null : Array.Find(missing, lacks => lacks is not null);
    }

    private RewardOutcome Combine(RewardOutcome[] said)
    {
        if (!_leavesOut
            && ((RewardOutcome?)said.OfType<RewardOutcome.Failed>().FirstOrDefault()
                ?? said.OfType<RewardOutcome.Unscorable>().FirstOrDefault()) is { } missing)
            return missing;
        var parts = new Dictionary<string, double>();
        var values = new List<(double Value, double Weight)>();
        for (var member = 0; member < said.Length; member++)
        {
            if (said[member] is not RewardOutcome.Scored scored)
                continue;
            var (tool, weight) = _members[member];
            var value = tool.Card.Range.ToReward(scored.Value);
            values.Add((value, weight));
            // The same tool may be there twice, with other settings.
            parts[parts.ContainsKey(tool.Card.Id) ? $"{tool.Card.Id}#{member + 1}" : tool.Card.Id] = value;
        }

        if (values.Count == 0)
            return (RewardOutcome?)said.OfType<RewardOutcome.Failed>().FirstOrDefault() ?? said[0];
        parts["disagreement"] = Spread(values);
        if (values.Count < said.Length)
            parts["left-out"] = said.Length - values.Count;
        return new RewardOutcome.Scored(_combine switch
        {
            "median" => Median([.. values.Select(pair => pair.Value).Order()]),
            "worst" => values.Min(pair => pair.Value),
            _ => values.Sum(pair => pair.Value * pair.Weight) / values.Sum(pair => pair.Weight),
        })
        { Parts = parts };
    }

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    // Over the members as they are: two that say 0 and 1 differ by as much whatever the weights.
    private static double Spread(List<(double Value, double Weight)> values)
    {
        var mean = values.Average(pair => pair.Value);
        return Math.Sqrt(values.Average(pair => (pair.Value - mean) * (pair.Value - mean)));
    }
}
