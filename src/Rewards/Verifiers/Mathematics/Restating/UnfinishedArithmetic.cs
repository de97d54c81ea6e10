using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Equivalence;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Restating;

/// <summary>What arithmetic is left to do in an answer.</summary>
internal static class UnfinishedArithmetic
{
    // A power of more bits is better left standing.
    private const int LargestWritten = 256;

    /// <summary>
    /// Whether a sum or product of plain numbers, or a division that comes out, is left standing anywhere: 17 times 20 + 51. Powers, roots,
    /// factorials and binomials are closed forms, 3 1/8 and 2/4 are numbers, 1 + 3i too.
    /// </summary>
    internal static bool IsIn(MathNode node) => node switch
    {
        Sum sum => (sum.Terms.Count(IsNumeral) > 1 && !IsMixed(sum)) || sum.Terms.Any(IsIn),
        Product product => product.Factors.Count(IsPlainFactor) > 1 || product.Factors.Any(f => !IsPlain(f) && IsIn(f)),
        Quotient quotient => IsDivision(quotient),
        Measured { Value: Number } => false,
        Relation or Number => false,
        _ => node.Children.Any(IsIn),
    };

    /// <summary>Whether anything is left standing that has a rational value in fewer signs: the rule of evaluated=true.</summary>
    internal static bool IsLeft(MathNode node, Fuel fuel)
    {
        if (IsPlain(node) || IsScientific(node) || (node is Sum mixed && IsMixed(mixed)) || node is Measured { Value: Number })
            return false;
        if (node is Product { Factors: [Number { Value: var minus }, var rest] } && minus == -Rational.One)
            return IsLeft(rest, fuel);
        if (node is Sum or Product or Quotient or Power or Root or Function or Series
            && new ExactEvaluation(fuel).Of(node) is { } value && value.Size <= LargestWritten)
            return true;
        if (node is Sum sum && sum.Terms.Count(t => new ExactEvaluation(fuel).Of(t) is not null) > 1)
            return true;
        return IsCoefficientLeft(node) || node.Children.Any(c => IsLeft(c, fuel));
    }

    /// <summary>A number in digits, a reduced fraction of whole numbers, or one of them with a minus before it.</summary>
    internal static bool IsPlain(MathNode node) => node switch
    {
        Number => true,
        Quotient { Numerator: Number { Decimals: < 0 }, Denominator: Number { Decimals: < 0 } } fraction => IsReduced(fraction),
        Product { Factors: [Number { Value: var minus }, var rest] } => minus == -Rational.One && IsPlain(rest),
        _ => false,
    };

    // Reduced or not.
    private static bool IsNumeral(MathNode node) => IsPlain(node) || node is Quotient { Numerator: Number, Denominator: Number }
        || (node is Product { Factors: [Number { Value: var minus }, var rest] } && minus == -Rational.One && IsNumeral(rest));

    private static bool IsPlainFactor(MathNode node) => IsPlain(node) && node is not Number { Value: { IsInteger: true, Numerator.IsOne: true } }
        && !(node is Number { Value: var value } && value == -Rational.One);

    private static bool IsReduced(Quotient quotient) => quotient switch
    {
        { Numerator: Number { Value: var n }, Denominator: Number { Value: var d } } => n.IsInteger && d.IsInteger && !d.Numerator.IsOne
            && BigInteger.GreatestCommonDivisor(n.Numerator, d.Numerator).IsOne,
        _ => !IsIn(quotient.Numerator) && !IsIn(quotient.Denominator),
    };

    // 782/2 is to be divided; 2/4 is a fraction, if not a reduced one.
    private static bool IsDivision(Quotient quotient) => quotient switch
    {
        { Numerator: Number { Value: var n }, Denominator: Number { Value: var d } } => d.IsInteger && !d.IsZero && n.Divide(d) is { IsInteger: true },
        _ => IsIn(quotient.Numerator) || IsIn(quotient.Denominator),
    };

    // 3 1/8
    private static bool IsMixed(Sum sum) =>
        sum.Terms is [Number { Decimals: < 0 } whole, Quotient { Numerator: Number { Value: var n }, Denominator: Number { Value: var d } }]
        && whole.Value.IsInteger && n.IsInteger && d.IsInteger && n.Abs() < d.Abs();

    private static bool IsScientific(MathNode node) =>
        node is Product { Factors: [Number, Power { Base: Number { Value: var ten }, Exponent: Number }] } && ten == Rational.From(10);

    // 2 sqrt(3) / 4
    private static bool IsCoefficientLeft(MathNode node) => node is Quotient { Denominator: Number { Value: { IsInteger: true } below } } quotient
        && quotient.Numerator is Product { Factors: [Number { Value: { IsInteger: true } above }, ..] }
        && !BigInteger.GreatestCommonDivisor(above.Numerator, below.Numerator).IsOne;
}
