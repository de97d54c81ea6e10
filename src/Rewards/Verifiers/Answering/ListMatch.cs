using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>1 where the items of the answer's list are the reference's.</summary>
internal sealed class ListMatch : CompletionTool
{
    private static readonly ToolOption<string> s_order =
        ToolOption.Choice("order", "any", "Whether items may stand in any order, or in the given one.", "any", "given");
    private static readonly ToolOption<string> s_score =
        ToolOption.Choice("score", "exact", "Whether every item and no other must be there, or F1 over the items counts.", "exact", "f1");
    private static readonly ToolOption<double> s_absolute = ToolOption.Number("absolute", 0, "Absolute tolerance of numbers.", min: 0, max: 1e12);
    private static readonly ToolOption<double> s_relative = ToolOption.Number("relative", 0, "Relative tolerance of numbers.", min: 0, max: 1);
    private static readonly ToolRequirement s_items = new(
        "items",
        "a reference that lists something",
        query => Wanted(query) is { Count: > 0 } ? null : $"the reference {Verdict.Quote(query.References[0])} lists nothing");
    private readonly bool _keepsOrder;
    private readonly bool _scoresF1;
    private readonly double _absolute;
    private readonly double _relative;

    private ListMatch(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _keepsOrder = settings.Get(s_order) == "given";
        _scoresF1 = settings.Get(s_score) == "f1";
        _absolute = settings.Get(s_absolute);
        _relative = settings.Get(s_relative);
    }

    /// <summary>
    /// How the library makes it. Options: order any|given (any), score exact|f1 (exact: every item and no other), absolute and relative tolerance
    /// of numbers (0). One reference is a list (JSON, lines, or separated); several are the items.
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "list-match",
            Kind = ToolKind.Verifier,
            Description = "1 where the final answer lists the reference's items and no others: JSON, bullets, or separated by commas, semicolons or and. "
                + "Numbers compare exactly or within a tolerance, other items normalised as in normalized-match. Blind to paraphrase.",
            Requires = [ToolRequirement.Reference, s_items],
            ReadsReferenceAsText = true,
        },
        Revision: 4,
        [s_order, s_score, s_absolute, s_relative],
        (card, settings) => new ListMatch(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var wanted = Wanted(query)!;
        if (FinalAnswer.Of(completion.Text) is not { } answer)
            return Judged(0, 0, wanted.Count);
        var outcome = Judge(answer.Text, wanted);
        return outcome.Value < 1 && ListItems.WithoutLead(answer.Text) is { } list && Judge(list, wanted) is var bare && bare.Value > outcome.Value
            ? bare
            : outcome;
    }

    private static List<Item>? Wanted(Query query) =>
        Items(query.References.Count > 1 ? query.References : ListItems.Of(query.References[0]))?.FindAll(item => item.Key.Length > 0);

    private RewardOutcome.Scored Judge(string answer, List<Item> wanted) =>
        Items(ListItems.Of(answer)) is { Count: > 0 } given
            ? Judged(_keepsOrder ? InOrder(given, wanted) : InAnyOrder(given, wanted), given.Count, wanted.Count)
            : Judged(0, 1, wanted.Count);

    private RewardOutcome.Scored Judged(int matched, int given, int wanted)
    {
        var (precision, recall) = (given == 0 ? 0 : (double)matched / given, (double)matched / wanted);
        var f1 = given + wanted == 0 ? 0 : 2.0 * matched / (given + wanted);
        return new RewardOutcome.Scored(_scoresF1 ? f1 : f1 == 1 ? 1 : 0)
        {
            Parts = new Dictionary<string, double> { ["precision"] = precision, ["recall"] = recall, ["f1"] = f1 },
            Reason = $"{matched} of {wanted} items found, {given} given",
        };
    }

    private int InOrder(List<Item> given, List<Item> wanted) => given.Zip(wanted).Count(pair => IsSame(pair.First, pair.Second));

    private int InAnyOrder(List<Item> given, List<Item> wanted)
    {
        // What is written alike belongs together; numbers within a tolerance are paired so that most have a partner.
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var isNear = _absolute + _relative > 0;
        foreach (var item in wanted.Where(item => !isNear || item.Number is null))
            counts[item.Key] = counts.GetValueOrDefault(item.Key) + 1;
        var matched = 0;
        foreach (var item in given)
        {
            if (item.Key.Length == 0 || counts.GetValueOrDefault(item.Key) == 0)
                continue;
            counts[item.Key]--;
            matched++;
        }

        return isNear ? matched + new NumbersWithin(_absolute, _relative).Pairs(Numbers(given), Numbers(wanted)) : matched;
    }

    private static List<ExactNumber> Numbers(List<Item> items) => [.. items.Select(item => item.Number).OfType<ExactNumber>()];

    private bool IsSame(Item given, Item wanted)
    {
        if (given.Key == wanted.Key && given.Key.Length > 0)
            return true;
        return _absolute + _relative > 0 && given.Number is { } number && wanted.Number is { } other && number.IsPercent == other.IsPercent
            && number.IsNear(other, _absolute, _relative);
    }

    // An item that says nothing ("", "...") is one that nobody asked for.
    private static List<Item>? Items(IReadOnlyList<string>? texts) => texts?.Select(Item.Of).ToList();

    /// <summary>An item in normal form: a number as a reduced fraction, anything else as normalised text.</summary>
    private readonly record struct Item(string Key, ExactNumber? Number)
    {
        public static Item Of(string text)
        {
            if (NumberReader.All(text) is [var only] && IsAll(text, only) && only.Value is var value)
            {
                var divisor = System.Numerics.BigInteger.GreatestCommonDivisor(value.Numerator, value.Denominator);
                return new Item($"{value.Numerator / divisor}/{value.Denominator / divisor}{(value.IsPercent ? "%" : "")}", value);
            }

            return new Item(TextNormalization.NormalizeAnswer(text), null);
        }

        private static bool IsAll(string text, FoundNumber found) =>
            text[..found.Start].Trim(' ', '$', '*', '"', '\'').Length == 0 && text[found.End..].Trim(' ', '$', '*', '"', '\'', '.').Length == 0;
    }
}
