using Rlar.Agents.Library;
using Rlar.Agents.Rewards;
using Rlar.Agents.Verifiers.Mathematics.Rules;

namespace Rlar.Agents.Verifiers.Mathematics;

/// <summary>1 where the completion's final answer is mathematically the reference's. See docs/math.md.</summary>
public sealed class MathMatch : CompletionTool
{
    private readonly MathVerifier _verifier;

    private MathMatch(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _verifier = new MathVerifier(Options(settings));
    }

    /// <summary>How the library makes it; its options are those of <see cref="MathOptions"/>.</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "math",
            Kind = ToolKind.Verifier,
            Description = "1 where the final answer equals the reference as mathematics: numbers, expressions, equations, intervals, "
                + "sets, points, matrices, units, text. Bounded by steps, not by time.",
            Needs = ToolNeeds.Reference,
            Version = "",
        },
        Revision: 2,
        (card, settings) => new MathMatch(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        MathVerdict? undecided = null;
        MathVerdict? wrong = null;
        foreach (var reference in query.References)
        {
            var verdict = _verifier.Verify(reference, completion.Text);
            if (verdict.Outcome == MathOutcome.Right)
                return Verdict.Right(verdict.Why);
            if (verdict.Outcome == MathOutcome.Undecided)
                undecided ??= verdict;
            else
                wrong ??= verdict;
        }

        // One reference that reads and is missed does not make up for one that could not be compared.
        return undecided is not null
            ? new RewardOutcome.Unscorable($"{Card.Id}: {undecided.Why} (reference {Verdict.Quote(query.References[0])})")
            : Verdict.Wrong(Because(wrong!));
    }

    private static string Because(MathVerdict verdict) =>
        verdict.Answer is null ? verdict.Why : $"{Verdict.Quote(verdict.Answer)} is not {Verdict.Quote(verdict.Gold ?? "")}: {verdict.Why}";

    /// <summary>The options by the names that a user sets them with.</summary>
    /// <param name="given">Option to value, as after <c>--set option=value</c>.</param>
    /// <exception cref="ToolException">An option that the tool does not have, or a value out of range.</exception>
    public static MathOptions Options(IReadOnlyDictionary<string, string> given)
    {
        var settings = new ToolSettings(Definition.Draft.Id, given);
        var options = Options(settings);
        settings.RefuseUnread();
        return options;
    }

    private static MathOptions Options(ToolSettings settings) => new()
    {
        Precision = settings.Integer("precision", MathOptions.Default.Precision, min: 1, max: 100),
        Percent = settings.Choice("percent", "one-sided", "one-sided", "strict", "lenient") switch
        {
            "strict" => PercentRule.Strict,
            "lenient" => PercentRule.Lenient,
            _ => PercentRule.OneSided,
        },
        ComparesUnits = settings.Flag("units", true),
        RequiresLowestTerms = settings.Flag("lowest-terms", false),
        KeepsListOrder = settings.Flag("list-order", false),
        SetRelation = settings.Choice("set-relation", "symmetric", "symmetric", "interval-only", "none") switch
        {
            "interval-only" => SetRelationRule.IntervalOnly,
            "none" => SetRelationRule.None,
            _ => SetRelationRule.Symmetric,
        },
        IsStrict = settings.Flag("strict", true),
        Targets = settings.Choice("extract", "latex,plain", "latex,plain", "latex", "plain") switch
        {
            "latex" => ExtractionTargets.Latex,
            "plain" => ExtractionTargets.Plain,
            _ => ExtractionTargets.All,
        },
    };
}
