using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

// Numbers with what they count: percent, degrees, units, currency, a base.
internal sealed partial class AnswerComparison
{
    private Decision Quantities(MathNode gold, MathNode answer)
    {
        if (gold is Based || answer is Based)
            return Bases(gold, answer);
        if (options.RequiresLowestTerms && IsUnreduced(answer))
            return Decision.Different("lowest terms", "the fraction can be reduced");
        return (gold, answer) switch
        {
            (Measured expected, Measured given) => BothMeasured(expected, given),
            (Measured expected, _) => GoldMeasured(expected, answer),
            (_, Measured given) => AnswerMeasured(gold, given),
            _ => ScalarEquivalence.Decide(gold, answer, options, fuel),
        };
    }

    private bool IsUnreduced(MathNode answer) =>
        answer is Quotient { Numerator: Number { Value: { IsInteger: true } n }, Denominator: Number { Value: { IsInteger: true } d } }
        && fuel.Spend(4) && (d.Numerator.IsOne || !BigInteger.GreatestCommonDivisor(n.Numerator, d.Numerator).IsOne);

    // Digits without their base say nothing of it: 1210 does not answer 1210_3, nor does 48, which was not asked for.
    private static Decision Bases(MathNode gold, MathNode answer)
    {
        if (gold is not Based expected || answer is not Based given)
            return Decision.Different("base", "one has a base, the other has none");
        return expected.Value == given.Value
            ? Decision.Equal("base", "the same number in writing")
            : Decision.Different("base", $"{expected.Value} is not {given.Value}");
    }

    private Decision BothMeasured(Measured gold, Measured answer)
    {
        var (expected, given) = (gold.Unit, answer.Unit);
        if (options.ComparesUnits && expected.Contradicts(given))
            return Decision.Different("unit", $"{expected.Words} is not {given.Words}");
        if (gold.Value is Ratio hour && answer.Value is Ratio other && expected.Dimension == given.Dimension)
            return InOrder(hour.Parts, other.Parts); // 4:10 pm is not 2:05 pm
        if (!options.ComparesUnits || expected == given || (IsNoun(expected) && IsNoun(given)))
            return Compare(gold.Value, answer.Value);
        if (expected.Dimension == "unit" || given.Dimension == "unit") // any unit is one
            return Compare(gold.Value, answer.Value);
        if (expected.Dimension != given.Dimension || IsNoun(expected) || IsNoun(given))
            return Decision.Different("unit", $"{expected.Name} are not {given.Name}");
        if (expected.Kind == UnitKind.Degree || given.Kind == UnitKind.Degree || expected.Kind == UnitKind.Radian)
            return ScalarEquivalence.Decide(gold, answer, options, fuel);
        return ScalarEquivalence.Decide(Sized(gold), Sized(answer), options, fuel);
    }

    private static bool IsNoun(Unit unit) => unit.Kind == UnitKind.Noun;

    // In base units.
    private static MathNode Sized(Measured measured) =>
        measured.Unit.Size == Rational.One ? measured.Value : new Product([measured.Value, new Number(measured.Unit.Size)]);

    // "5 m", where m is a variable
    private static Product AsProduct(Measured measured) => new([measured.Value, new Symbol(measured.Unit.Name)]);

    private Decision GoldMeasured(Measured gold, MathNode answer)
    {
        var bare = Compare(gold.Value, answer);
        if (gold.Unit.Kind == UnitKind.Percent)
        {
            if (bare.IsEqual && options.Percent != PercentRule.Strict)
                return bare;
            return ScalarEquivalence.Decide(gold, answer, options, fuel);
        }

        if (!bare.IsEqual && gold.Unit.Name.Length == 1)
            bare = Compare(AsProduct(gold), answer);
        // 90 degrees as a number are \pi / 2
        return !bare.IsEqual && gold.Unit.Kind == UnitKind.Degree ? ScalarEquivalence.Decide(gold, answer, options, fuel) : bare;
    }

    private Decision AnswerMeasured(MathNode gold, Measured answer)
    {
        if (answer.Unit.Kind == UnitKind.Percent)
        {
            if (options.Percent == PercentRule.Lenient && Compare(gold, answer.Value) is { IsEqual: true } bare)
                return bare;
            return ScalarEquivalence.Decide(gold, answer, options, fuel);
        }

        var figure = Compare(gold, answer.Value);
        if (!figure.IsEqual && answer.Unit.Name.Length == 1)
            figure = Compare(gold, AsProduct(answer));
        return !figure.IsEqual && answer.Unit.Kind == UnitKind.Degree ? ScalarEquivalence.Decide(gold, answer, options, fuel) : figure;
    }
}
