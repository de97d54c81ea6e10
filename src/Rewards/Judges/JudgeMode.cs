namespace Rlar.Rewards.Judges;

/// <summary>
/// A way of asking a judge: which prompts a group needs, and what follows from the verdicts on them, whoever gives these. Everything of a row stands
/// between <see cref="Fence"/> marks.
/// </summary>
/// <param name="options">What every mode can be told.</param>
internal abstract class JudgeMode(JudgeOptions options)
{
    /// <summary>Below this mass of the allowed verdicts the model hardly answered the question, and a part says so.</summary>
    internal const double LowMass = 1e-3;

    private static readonly ToolOption<int> s_scale = ToolOption.Integer("scale", 10, "The best number; the worst is 1.", 2, 10);

    /// <summary>The option mode, which brings the options of each.</summary>
    internal static ToolOption<string> Option { get; } =
        ToolOption.Choice("mode", "score", "How the model is asked.", "score", "yes-no", "pairwise", "best-of-n", "reason") with { Brings = OptionsOf };

    /// <summary>The options of all modes.</summary>
    protected JudgeOptions Options { get; } = options;

    /// <summary>The mode that settings ask for, and the card of a judge that is asked this way.</summary>
    /// <param name="card">The card of the judge, whatever its mode.</param>
    /// <param name="settings">The settings.</param>
    internal static (ToolCard Card, JudgeMode Mode) Of(ToolCard card, ToolSettings settings)
    {
        var options = JudgeOptions.Read(settings);
        var mode = settings.Get(Option);
        switch (mode)
        {
            case "yes-no":
                return (card with { Range = ValueRange.Unit, Requires = [.. card.Requires, ToolRequirement.Reference] }, new YesNoJudge(options));
            case "pairwise":
                var siblings = !PairwiseJudge.IsAgainstReference(settings);
                return (
                    card with
                    {
                        Range = ValueRange.Unit,
                        ComparesSiblings = siblings,
                        Requires = siblings ? card.Requires : [.. card.Requires, ToolRequirement.Reference],
                    },
                    new PairwiseJudge(settings, options));
            case "best-of-n":
                return (card with { Range = ValueRange.Unit, ComparesSiblings = true }, new BestOfNJudge(settings, options));
            default:
                var scale = settings.Get(s_scale);
                return (
                    card with { Range = new ValueRange(1, scale) },
                    mode == "reason" ? new ReasonJudge(settings, options, scale) : new ScoreJudge(settings, options, scale));
        }
    }

    /// <summary>Judges a group.</summary>
    /// <param name="verdicts">Gives the verdicts.</param>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ToolException">The row cannot be judged by: every completion is unscorable.</exception>
    internal abstract Task<IReadOnlyList<RewardOutcome>> ScoreAsync(IVerdicts verdicts, RolloutGroup group, CancellationToken cancellationToken);

    /// <summary>The group with what is judged of each completion, and nothing else.</summary>
    internal RolloutGroup Judged(RolloutGroup group)
    {
        var about = $"{Question(group.Query)}\n{string.Join('\n', group.Query.References)}";
        return group with
        {
            Completions =
            [
                .. group.Completions.Select(completion =>
                    completion with { Text = TurnMarks.Cut(JudgedAnswer.Of(completion.Text, Options.KeepsThinking), about) }),
            ],
        };
    }

    /// <summary>The question as the judge sees it: the one message, or the conversation with the speakers' names.</summary>
    protected static string Question(Query query) =>
        query.Prompt is [var only] ? only.Content : string.Join("\n\n", query.Prompt.Select(message => $"{message.Role}: {message.Content}"));

    /// <summary>The parts that every verdict has.</summary>
    protected static Dictionary<string, double> Parts(params IReadOnlyList<JudgeVerdict> verdicts)
    {
        // A model that only wrote its verdict down did not say how sure it is.
        if (verdicts.All(verdict => verdict.Written is not null))
            return [];
        var parts = new Dictionary<string, double>
        {
            ["confidence"] = verdicts.Average(verdict => verdict.Confidence),
            ["entropy"] = verdicts.Average(verdict => verdict.Entropy),
            ["mass"] = verdicts.Min(verdict => verdict.Mass),
        };
        if (parts["mass"] < LowMass)
            parts["low-mass"] = 1;
        return parts;
    }

    /// <summary>What is said of a small mass.</summary>
    protected static string? MassReason(IReadOnlyDictionary<string, double> parts) => parts.ContainsKey("low-mass")
        ? $"the model gave {parts["mass"]:0.##E+0} to the allowed verdicts together: it hardly answers this question"
        : null;

    /// <summary>The parts; null where there are none.</summary>
    protected static Dictionary<string, double>? OrNone(Dictionary<string, double> parts) => parts.Count > 0 ? parts : null;

    /// <summary>One outcome for every completion.</summary>
    protected static RewardOutcome[] Whole(RolloutGroup group, RewardOutcome outcome)
    {
        var outcomes = new RewardOutcome[group.Completions.Count];
        Array.Fill(outcomes, outcome);
        return outcomes;
    }

    private static IReadOnlyList<ToolOption> OptionsOf(string mode) => mode switch
    {
        "yes-no" => [],
        "pairwise" => PairwiseJudge.OwnOptions,
        "best-of-n" => BestOfNJudge.OwnOptions,
        "reason" => [s_scale, .. ReasonJudge.OwnOptions],
        _ => [s_scale, .. ScoreJudge.OwnOptions],
    };
}
