using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>F1 over the leaves of the answer's JSON against the reference's.</summary>
internal sealed class JsonFields : CompletionTool
{
    private static readonly ToolOption<string> s_lists =
        ToolOption.Choice("lists", "multiset", "Whether items of lists are paired so that most leaves agree, or by their place.", "multiset", "ordered");
    private static readonly ToolOption<string> s_strings =
        ToolOption.Choice("strings", "exact", "Whether texts are compared as they are, or normalised.", "exact", "normalized");
    private static readonly ToolOption<double> s_absolute = ToolOption.Number("absolute", 0, "Absolute tolerance of numbers.", min: 0, max: 1e12);
    private static readonly ToolOption<double> s_relative = ToolOption.Number("relative", 0, "Relative tolerance of numbers.", min: 0, max: 1);
    private static readonly ToolOption<string> s_answer =
        ToolOption.Choice("answer", "whole", "Whether nothing but JSON may stand there, or one fenced block may stand among prose.", "whole", "block");
    private static readonly ToolRequirement s_json = new(
        "json",
        "a reference that is JSON",
        query => query.References.Any(reference => Read(reference) is not null) ? null : $"the reference {Verdict.Quote(query.References[0])} is not JSON");
    private readonly bool _ordersLists;
    private readonly bool _normalizesText;
    private readonly double _absolute;
    private readonly double _relative;
    private readonly bool _amongProse;

    private JsonFields(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _ordersLists = settings.Get(s_lists) == "ordered";
        _normalizesText = settings.Get(s_strings) == "normalized";
        _absolute = settings.Get(s_absolute);
        _relative = settings.Get(s_relative);
        _amongProse = settings.Get(s_answer) == "block";
    }

    /// <summary>
    /// How the library makes it. Options: lists multiset|ordered (multiset: items are paired so that most leaves agree), strings
    /// exact|normalized (exact), absolute and relative tolerance of numbers (0), answer whole|block (as in json-schema).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "json-fields",
            Kind = ToolKind.Metric,
            Description = "F1 over the leaves of the answer's JSON against the reference's: a leaf counts where the same keys lead to the same "
                + "value, numbers exactly, \"1\" not 1. Every leaf weighs the same, and the best reference counts.",
            Requires = [ToolRequirement.Reference, s_json],
            ReadsReferenceAsText = true,
            Cost = ToolCost.Moderate,
        },
        Revision: 2,
        [s_lists, s_strings, s_absolute, s_relative, s_answer],
        (card, settings) => new JsonFields(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var references = query.References.Select(Read).OfType<Literal>().ToArray();
        if (JsonAnswer.Of(completion.Text, _amongProse) is not { } answer)
            return None("no answer after the thinking");
        var reading = JsonLiterals.Read(answer);
        if (reading.Value is not { } value)
            return None($"not JSON: {reading.Error}");
        var comparison = new FieldComparison(_ordersLists, _normalizesText, _absolute, _relative);
        var best = references.Select(reference => comparison.Compare(value, reference)).MaxBy(counts => counts.F1);
        return Of(best.F1, best.Precision, best.Recall, $"{best.Matched} of {best.Expected} leaves found, {best.Answered} given");
    }

    private static Literal? Read(string reference) => JsonLiterals.Read(JsonAnswer.Unfenced(reference)).Value;

    private static RewardOutcome.Scored None(string reason) => Of(0, 0, 0, reason);

    private static RewardOutcome.Scored Of(double f1, double precision, double recall, string reason) => new(f1)
    {
        Parts = new Dictionary<string, double> { ["precision"] = precision, ["recall"] = recall, ["f1"] = f1 },
        Reason = reason,
    };
}
