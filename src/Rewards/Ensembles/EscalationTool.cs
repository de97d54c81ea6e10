namespace Rlar.Rewards.Ensembles;

/// <summary>
/// A ladder of tools, the cheapest first: a verifier, a reward model, a judge. The first that settles a group scores it; where none does, or the next one
/// would pass the budget, the group is unscorable and the reason says why.
/// </summary>
/// <remarks>
/// A group goes up as a whole: values of two tools in one group would be of two scales, and a completion that could leave its group alone would leave it
/// when that pays. For the same reason what counts as unsure is the mean over the group of what the tools say of themselves: the part entropy of a judge
/// (nats), the part disagreement of an ensemble.
/// </remarks>
internal sealed class EscalationTool : IRewardTool
{
    private const string NoRungs = "escalate has no tools: set rungs=ID,ID";
    private static readonly ToolOption<double> s_entropy =
        ToolOption.Number("entropy", 1, "The most that the part entropy (nats) may be, as the mean of the group.", min: 0, max: 100);
    private static readonly ToolOption<double> s_disagreement =
        ToolOption.Number("disagreement", 0.25, "The most that the part disagreement may be, as the mean of the group.", min: 0, max: 1);
    private static readonly ToolOption<int> s_budget =
        ToolOption.Integer("budget", 0, "The most completions that all tools together may be asked about in one group; 0: no limit.", min: 0);
    private readonly IRewardTool[] _rungs;
    private readonly double _entropy;
    private readonly double _disagreement;
    private readonly int _budget;

    private EscalationTool(ToolCard card, ToolSettings settings, IRewardTool[] rungs)
    {
        _rungs = rungs;
        _entropy = settings.Get(s_entropy);
        _disagreement = settings.Get(s_disagreement);
        _budget = settings.Get(s_budget);
        Card = card with
        {
            ComparesSiblings = true, // whether a group goes up depends on all of its completions
            LimitsItself = rungs.Any(rung => rung.Card.LimitsItself),
            AsksModel = rungs.Any(rung => rung.Card.AsksModel),
            Cost = rungs.Length == 0 ? card.Cost : rungs.Max(rung => rung.Card.Cost),
            Requires = [new ToolRequirement("rungs", "what one of its tools needs", Missing)],
        };
    }

    /// <inheritdoc/>
    public ToolCard Card { get; }

    /// <summary>How a library makes it. Options: rungs (ids, the cheapest first), entropy (1 nat), disagreement (0.25), budget (0: no limit).</summary>
    /// <param name="library">Where the tools come from.</param>
    public static ToolDefinition Definition(ToolRegistry library)
    {
        var rungs = new ToolOption<IRewardTool[]>(
            "rungs", "", "ids, or JSON", "The tools, the cheapest first: ID,ID or [{\"tool\", \"set\"?}].",
            (id, text) => [.. EnsembleMember.Parse(text).Select(member => member.Make(id, library))])
        {
            Fact = ("rung-versions", tools => string.Join(' ', tools.Select(tool => $"{tool.Card.Id}@{tool.Card.Version}"))),
        };
        return new ToolDefinition(
            new ToolCard
            {
                Id = "escalate",
                Kind = ToolKind.RewardModel,
                Description = "The first of several tools (option rungs, the cheapest first) that settles the group: it scores every completion, and is not "
                    + "unsure (entropy of a judge, disagreement of an ensemble). Its values, mapped to 0..1; "
                    + "unscorable where none settles it within the budget.",
                Requires = [new ToolRequirement("rungs", "what one of its tools needs", _ => NoRungs)],
                ComparesSiblings = true,
                ReadsReferenceAsText = true,
            },
            Revision: 1,
            [rungs, s_entropy, s_disagreement, s_budget],
            (card, settings) => new EscalationTool(card, settings, settings.Get(rungs)));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (_rungs.Length == 0)
            return Whole(group, NoRungs);
        var (calls, why) = (0, "");
        for (var rung = 0; rung < _rungs.Length; rung++)
        {
            var card = _rungs[rung].Card;
            if (card.Missing(group.Query) is { } missing)
            {
                why += $"; {card.Id}: {missing}";
                continue;
            }

            if (_budget > 0 && calls + group.Completions.Count > _budget)
                return Whole(group, $"{Card.Id} abstains: {card.Id} would pass the budget of {_budget} calls{why}");
            calls += group.Completions.Count;
            var outcomes = await _rungs[rung].ScoreAsync(group with { Query = card.View(group.Query) }, cancellationToken);
            if (Unsettled(outcomes) is not { } unsettled)
                return [.. outcomes.Select(outcome => Settled((RewardOutcome.Scored)outcome, card, rung, calls))];
            why += $"; {card.Id}: {unsettled}";
        }

        return Whole(group, $"{Card.Id} abstains{why}");
    }

    private string? Unsettled(IReadOnlyList<RewardOutcome> outcomes)
    {
        var scored = outcomes.OfType<RewardOutcome.Scored>().ToArray();
        if (scored.Length < outcomes.Count)
        {
            return outcomes.First(outcome => outcome is not RewardOutcome.Scored) is RewardOutcome.Failed failed
                ? failed.Reason
                : ((RewardOutcome.Unscorable)outcomes.First(outcome => outcome is RewardOutcome.Unscorable)).Reason;
        }

        return Above(scored, "entropy", _entropy) ?? Above(scored, "disagreement", _disagreement);
    }

    private static string? Above(RewardOutcome.Scored[] scored, string part, double most)
    {
        double[] values = [.. scored.Where(outcome => outcome.Parts?.ContainsKey(part) == true).Select(outcome => outcome.Parts![part])];
        return values.Length > 0 && values.Average() is var mean && mean > most
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{part} {mean:0.00} is above {most:0.00}")
            : null;
    }

    private static RewardOutcome.Scored Settled(RewardOutcome.Scored outcome, ToolCard card, int rung, int calls) =>
        new(card.Range.ToReward(outcome.Value))
        {
            Parts = new Dictionary<string, double>(outcome.Parts ?? new Dictionary<string, double>()) { ["rung"] = rung + 1, ["calls"] = calls },
            Reason = outcome.Reason is null ? $"by {card.Id}" : $"by {card.Id}: {outcome.Reason}",
        };

    private static RewardOutcome[] Whole(RolloutGroup group, string why) => [.. group.Completions.Select(_ => new RewardOutcome.Unscorable(why))];

    private string? Missing(Query query)
    {
        if (_rungs.Length == 0)
            return NoRungs;
        var missing = _rungs.Select(rung => rung.Card.Missing(query) is { } lacks ? $"{rung.Card.Id}: {lacks}" : null).ToArray();
        return missing.Contains(null) ? null : string.Join("; ", missing);
    }
}
