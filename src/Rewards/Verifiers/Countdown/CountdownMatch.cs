using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Countdown;

/// <summary>
/// 1 where the answer is an expression of the row's numbers, each used once, that comes to the target (the game Countdown, as TinyZero has it).
/// </summary>
/// <remarks>
/// Departs from TinyZero's reward: fractions are exact where it accepts a difference of 0.00001, and a readable but wrong expression is 0 where it
/// gives 0.1 for the form. Only + - * / and parentheses are operations; it lets Python's ** and // pass.
/// </remarks>
internal sealed class CountdownMatch : CompletionTool
{
    private const string Needed = "give them as {\"target\": 98, \"numbers\": [44, 19, 35]}, or the target as the reference and metadata.numbers";
    private static readonly ToolOption<bool> s_all = ToolOption.Flag("all", true, "Whether every number must be used; if not, none more than once.");
    private static readonly ToolRequirement s_numbers = new(
        "numbers",
        "metadata.numbers, the numbers to be used",
        query => Numbers(query.Metadata) is { Count: > 0 } ? null : $"the row has no numbers; {Needed}");
    private static readonly ToolRequirement s_target = new(
        "target",
        "a whole number for a reference, the target",
        query => Number(query.References[0]) is null ? $"the target {Verdict.Quote(query.References[0])} is no number; {Needed}" : null);
    private readonly bool _usesAll;

    private CountdownMatch(ToolCard card, ToolSettings settings)
        : base(card) => _usesAll = settings.Get(s_all);

    /// <summary>How the library makes it. Option: all (true: every number is used once; false: none more than once).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "countdown",
            Kind = ToolKind.Verifier,
            Description = "1 where the final answer is an expression of + - * / and parentheses that uses each of metadata.numbers once and comes to "
                + "the reference, exactly; '= 98' may stand beside it. An expression that is not marked is the last line, behind words like 'so' at most.",
            Requires = [ToolRequirement.Reference, s_numbers, s_target],
            Provenance = "TinyZero, verl countdown",
        },
        Revision: 1,
        [s_all],
        (card, settings) => new CountdownMatch(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var (numbers, target) = (Numbers(query.Metadata)!, Number(query.References[0])!.Value);
        if (FinalAnswer.Of(completion.Text) is not { } answer || answer.Text.Length == 0)
            return Verdict.Wrong("no answer");
        if (CountdownExpression.Find(answer.Text, answer.IsMarked, target, numbers.Count) is not { } expression)
            return Verdict.Wrong($"no expression of the numbers in {Verdict.Quote(answer.Text)}");
        if (!Uses(expression.Numbers, numbers))
        {
            var rule = _usesAll ? "once each" : "at most once each";
            return Verdict.Wrong($"{Verdict.Quote(expression.Text)} does not use {string.Join(", ", numbers)} {rule}");
        }

        return expression.Value is not { } value ? Verdict.Wrong("it divides by 0")
            : value == target ? Verdict.Right()
            : Verdict.Wrong($"{Verdict.Quote(expression.Text)} is {value}, not {target}");
    }

    private bool Uses(IReadOnlyList<BigInteger> used, List<BigInteger> given)
    {
        var left = new List<BigInteger>(given);
        return used.All(left.Remove) && (!_usesAll || left.Count == 0);
    }

    private static List<BigInteger>? Numbers(JsonElement? metadata)
    {
        if (metadata is not { ValueKind: JsonValueKind.Object } fields
            || !(fields.TryGetProperty("numbers", out var list) || fields.TryGetProperty("nums", out list)) || list.ValueKind != JsonValueKind.Array)
            return null;
        var numbers = new List<BigInteger>();
        foreach (var item in list.EnumerateArray())
        {
            if (!BigInteger.TryParse(item.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            numbers.Add(number);
        }

        return numbers;
    }

    private static Rational? Number(string text) =>
        BigInteger.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? Rational.From(whole) : null;
}
