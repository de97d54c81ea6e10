using System.Runtime.CompilerServices;
using Rlar.Rewards.Verifiers.Mathematics.Restating;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics;

/// <summary>1 where the completion's final answer is mathematically the reference's. See docs/math.md.</summary>
internal sealed class MathMatch : CompletionTool
{
    private static readonly ToolOption<int> s_precision = ToolOption.Integer(
        "precision", MathOptions.Default.Precision,
        "Significant digits that a decimal needs to stand for the exact value of which it is the rounding.", min: 1, max: 100);
    private static readonly ToolOption<string> s_percent =
        ToolOption.Choice("percent", "one-sided", "Whether 50 answers 50%, and 5% answers 5.", "one-sided", "strict", "lenient");
    private static readonly ToolOption<bool> s_units = ToolOption.Flag("units", true, "Whether units are compared where both answers have one.");
    private static readonly ToolOption<bool> s_lowestTerms = ToolOption.Flag("lowest-terms", false, "Whether a fraction must be in lowest terms.");
    private static readonly ToolOption<bool> s_evaluated = ToolOption.Flag(
        "evaluated", false, "Whether an answer must be a value in closed form, with nothing left that arithmetic can carry out.");
    private static readonly ToolOption<bool> s_listOrder =
        ToolOption.Flag("list-order", false, "Whether lists without brackets are compared in order.");
    private static readonly ToolOption<string> s_setRelation = ToolOption.Choice(
        "set-relation", "symmetric", "Whether an inequality answers an interval, and an interval an inequality.", "symmetric", "interval-only", "none");
    private static readonly ToolOption<bool> s_strict = ToolOption.Flag("strict", true, "Whether variables must have the same names.");
    private static readonly ToolOption<string> s_extract =
        ToolOption.Choice("extract", "latex,plain", "What an answer may be written in.", "latex,plain", "latex", "plain");
    // A list of more or longer ones is no list of values that one answer would name.
    private const int MostTogether = 16;
    private const int LongestTogether = 100;
    private static readonly ToolRequirement s_readable = new("answer", "a reference that reads: an expression, or an answer in words", Unreadable);
    private readonly ConditionalWeakTable<Query, MathGroup> _groups = [];
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
            Requires = [ToolRequirement.Reference, s_readable],
        },
        Revision: 4,
        [s_precision, s_percent, s_units, s_lowestTerms, s_evaluated, s_listOrder, s_setRelation, s_strict, s_extract],
        (card, settings) => new MathMatch(card, settings));

    // The references are read once for the group, which shows whether they read.
    /// <inheritdoc/>
    protected override string? Missing(Query query) => ToolRequirement.Reference.Missing(query);

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var group = _groups.GetValue(query, row => Read(row, _verifier));
        MathFinding? undecided = null;
        (MathFinding Finding, MathReference Reference)? wrong = null;
        foreach (var reference in group.References)
        {
            var finding = _verifier.Decide(reference, completion.Text, group.Asked);
            // 12,5 is no 12.500
            if (finding.Outcome == MathOutcome.Right && (reference.Grouped is null || reference.IsSaid(finding.Answer)))
                return Verdict.Right(finding.Why);
            if (finding.Outcome == MathOutcome.Undecided)
                undecided ??= finding;
            else
                wrong ??= (finding, reference);
        }

        // Who names each of the alternatives, and nothing else, says nothing wrong.
        if (group.Together is { } together && _verifier.Decide(together, completion.Text, group.Asked) is { Outcome: MathOutcome.Right })
            return Verdict.Right("it names every one of the references");

        // One reference that reads and is missed does not make up for one that could not be compared.
        return undecided is { Why: var why }
            ? new RewardOutcome.Unscorable($"{Card.Id}: {why} (reference {Verdict.Quote(query.References[0])})")
            : Verdict.Wrong(Because(wrong!.Value.Finding, wrong.Value.Reference));
    }

    // What the options say changes nothing about how references are read.
    private static string? Unreadable(Query query)
    {
        var group = Read(query, new MathVerifier(MathOptions.Default));
        return Array.Exists(group.References, reference => reference.Problem is null) || group.Together is { Problem: null, Reading.Tree: not null }
            ? null
            : $"{group.References[0].Problem} (reference {Verdict.Quote(query.References[0])})";
    }

    private static MathGroup Read(Query query, MathVerifier verifier)
    {
        var written = DecimalReferences.With(query);
        var references = new MathReference[written.Count];
        for (var i = 0; i < references.Length; i++)
        {
            var isGrouped = i >= query.References.Count && DecimalReferences.IsGrouped(written[i]);
            references[i] = verifier.Read(Unlisted(written[i]), isGrouped ? written[i] : null);
        }

        return new MathGroup(references, Together(query, verifier), new Asked(query));
    }

    // The roots of an equation, kept as a list: 2 and -2.
    private static MathReference? Together(Query query, MathVerifier verifier) => query.References.Count is >= 2 and <= MostTogether && query.References.All(IsValue)
        ? verifier.Read(string.Join("; ", query.References.Select(Unlisted)), null)
        : null;

    private static bool IsValue(string reference) => reference.Length <= LongestTogether && reference.AsSpan().IndexOfAny(";\n") < 0;

    // ["12"], as collections write a list of answers that has one
    private static string Unlisted(string reference)
    {
        var text = reference.AsSpan().Trim();
        if (text is not ['[', _, _, .., ']'])
            return reference;
        var item = text[1..^1].Trim();
        return item.Length > 2 && (item[0] is '"' or '\'') && item[^1] == item[0] && !item[1..^1].Contains(item[0]) ? item[1..^1].ToString() : reference;
    }

    private static string Because(MathFinding finding, MathReference reference) => finding.Answer is null
        ? finding.Why
        : $"{Verdict.Quote(finding.Answer)} is not {Verdict.Quote(reference.Reading?.Extracted.Text ?? "")}: {finding.Why}";

    /// <summary>The options by the names that a user sets them with.</summary>
    /// <param name="given">Option to value, as after <c>--set option=value</c>.</param>
    /// <exception cref="ToolException">An option that the tool does not have, or a value out of range.</exception>
    public static MathOptions Options(IReadOnlyDictionary<string, string> given) => Options(Definition.Read(given));

    private static MathOptions Options(ToolSettings settings) => new()
    {
        Precision = settings.Get(s_precision),
        Percent = settings.Get(s_percent) switch
        {
            "strict" => PercentRule.Strict,
            "lenient" => PercentRule.Lenient,
            _ => PercentRule.OneSided,
        },
        ComparesUnits = settings.Get(s_units),
        RequiresLowestTerms = settings.Get(s_lowestTerms),
        RequiresEvaluated = settings.Get(s_evaluated),
        KeepsListOrder = settings.Get(s_listOrder),
        SetRelation = settings.Get(s_setRelation) switch
        {
            "interval-only" => SetRelationRule.IntervalOnly,
            "none" => SetRelationRule.None,
            _ => SetRelationRule.Symmetric,
        },
        IsStrict = settings.Get(s_strict),
        Targets = settings.Get(s_extract) switch
        {
            "latex" => ExtractionTargets.Latex,
            "plain" => ExtractionTargets.Plain,
            _ => ExtractionTargets.All,
        },
    };
}
