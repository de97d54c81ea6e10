using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Matching;

/// <summary>
/// 1 where the final number is the reference's. Which number that is: the one in the last mark (<see cref="FinalAnswer"/>), or else the
/// last one of the text. In a marked answer with several numbers, what follows the last "=" is read, and of that the first number. Two
/// different numbers joined by "or", "and", "to", a comma or a slash hedge, and are wrong whatever they are. So are a number that the text
/// denies ("it is not 18", "no es 18"), one in a row of numbers with nothing between, one whose neighbours make another number of it ("twice 18",
/// "at least 18", "18 squared"), and, in a marked answer, one that is a part of an expression. "Minus", "percent", "dozen", "million" and their kin
/// give the number that they say; a number in English words is read where there are no digits.
/// </summary>
internal sealed class NumericMatch : GroupTool<NumericMatch.Asked>
{
    private static readonly ToolOption<double> s_absolute = ToolOption.Number("absolute", 0, "Absolute tolerance.", min: 0, max: 1e12);
    private static readonly ToolOption<double> s_relative = ToolOption.Number("relative", 0, "Relative tolerance.", min: 0, max: 1);
    private static readonly ToolOption<bool> s_lastNumber =
        ToolOption.Flag("last-number", true, "Whether without a mark the last number of the text is the answer.");
    private static readonly ToolOption<string> s_percent =
        ToolOption.Choice("percent", "strict", "strict: 50% is 0.5; lenient: it answers a reference of 50, too.", "strict", "lenient");
    private static readonly ToolRequirement s_number = new(
        "number",
        "a reference that holds a single number",
        query => query.References.Any(reference => FinalNumber.Of(reference, fallsBack: true).Value is not null)
            ? null
            : $"the reference {Verdict.Quote(query.References[0])} holds no single number");
    private readonly double _absolute;
    private readonly double _relative;
    private readonly bool _fallsBack;
    private readonly bool _strictPercent;

    private NumericMatch(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _absolute = settings.Get(s_absolute);
        _relative = settings.Get(s_relative);
        _fallsBack = settings.Get(s_lastNumber);
        _strictPercent = settings.Get(s_percent) == "strict";
    }

    /// <summary>
    /// How the library makes it. Options: absolute and relative tolerance (0: a tolerance rewards answers that are wrong), last-number
    /// (true: without a mark the last number of the text is the answer), percent strict|lenient (strict: 50% is 0.5; lenient: it answers a
    /// reference of 50 too).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "numeric-match",
            Kind = ToolKind.Verifier,
            Description = "1 where the final number of the completion equals the reference's, exactly as fractions, in digits or in "
                + "English words. Words and marks that make another number of it count (minus 5, twice 5, 5 percent, 5k, 5 dozen, at least 5, 5 squared); "
                + "units and currency are not compared; hedges (5 or 6), denials and parts of an expression (2x) are wrong; the working is not read.",
            Requires = [ToolRequirement.Reference, s_number],
            LimitsItself = true,
        },
        Revision: 3,
        [s_absolute, s_relative, s_lastNumber, s_percent],
        (card, settings) => new NumericMatch(card, settings));

    /// <summary>What all completions of a group are held against.</summary>
    /// <param name="References">The references' numbers, at least one.</param>
    /// <param name="IsPlace">Whether one of them is an ordinal.</param>
    /// <param name="Question">What was asked.</param>
    internal sealed record Asked(IReadOnlyList<ExactNumber> References, bool IsPlace, string Question);

    /// <inheritdoc/>
    protected override string? Missing(Query query) => ToolRequirement.Reference.Missing(query);

    /// <inheritdoc/>
    protected override Asked Prepare(Query query)
    {
        var references = new List<ExactNumber>(query.References.Count);
        var isPlace = false;
        foreach (var reference in query.References)
        {
            if (FinalNumber.Of(reference, fallsBack: true) is { Value: { } number, IsOrdinal: var isOrdinal })
            {
                references.Add(number);
                isPlace |= isOrdinal;
            }
        }

        return references.Count > 0
            ? new Asked(references, isPlace, query.Question)
            : throw new ToolException($"the reference {Verdict.Quote(query.References[0])} holds no single number");
    }

    /// <inheritdoc/>
    protected override RewardOutcome Score(Asked prepared, Completion completion)
    {
        var answer = FinalNumber.Of(completion.Text, _fallsBack);
        if (answer.Value is not { } value)
            return Verdict.Wrong(answer.Why);
        if (answer.IsOrdinal && !prepared.IsPlace && QuantityQuestions.Ask(prepared.Question))
            return Verdict.Wrong("an ordinal answers no question for how many");
        foreach (var reference in prepared.References)
        {
            if (IsRight(value, reference))
                return Verdict.Right();
        }

        return Verdict.Wrong(answer.Why);
    }

    private bool IsRight(ExactNumber answer, ExactNumber reference)
    {
        if (answer.HasSameAmount(reference))
            return true;
        if (answer.IsPercent != reference.IsPercent && _strictPercent)
            return false;
        return _absolute + _relative == 0 ? answer.HasSameFigure(reference) : answer.IsNear(reference, _absolute, _relative);
    }
}
