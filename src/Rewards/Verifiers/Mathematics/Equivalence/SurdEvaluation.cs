using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>
/// Values of trees that are made of rational numbers, i and square roots of rationals, exactly. What is nested deeper is left to the layers that follow.
/// </summary>
internal sealed class SurdEvaluation(Fuel fuel)
{
    private const int LargestExponent = 64;

    private static readonly Rational s_half = Rational.Of(1, 2);

    /// <summary>The value; null where it is no such number, or too costly.</summary>
    internal Surd? Of(MathNode node)
    {
        if (!fuel.Spend(4))
            return null;
        return node switch
        {
            Constant { Which: NamedConstant.I } => Surd.ImaginaryUnit,
            Bracketed { Items: [not NamedSet and var only] } => Of(only),
            Sum sum => Total(sum.Terms),
            Product product => ProductOf(product.Factors),
            Quotient quotient => Of(quotient.Numerator) is { } above && Of(quotient.Denominator) is { } below ? Divided(above, below) : null,
            Root { Index: Number { Value: var index }, Radicand: var radicand } when index == Rational.From(2) => RootOf(radicand),
            Power power => Raised(power),
            _ => new ExactEvaluation(fuel).Of(node) is { } value ? Surd.From(value) : null,
        };
    }

    private Surd? Total(IReadOnlyList<MathNode> terms)
    {
        var total = Surd.From(Rational.Zero);
        foreach (var term in terms)
        {
            if (Of(term) is not { } value || !fuel.Spend(total.Count + value.Count))
                return null;
            total = total.Plus(value);
        }

        return total;
    }

    private Surd? ProductOf(IReadOnlyList<MathNode> factors)
    {
        Surd? product = Surd.From(Rational.One);
        foreach (var factor in factors)
        {
            if (product is null || Of(factor) is not { } value)
                return null;
            product = Times(product, value);
        }

        return product;
    }

    private Surd? Times(Surd left, Surd right) => fuel.Spend(4 * left.Count * right.Count) ? left.Times(right) : null;

    private Surd? Divided(Surd above, Surd below) => fuel.Spend(50 * below.Count) && below.Inverse() is { } inverse ? Times(above, inverse) : null;

    // Trial divisions up to a thousand.
    private Surd? RootOf(MathNode radicand) =>
        Of(radicand)?.AsRational is { Size: < 256 } value && fuel.Spend(400) ? Surd.Root(value) : null;

    private Surd? Raised(Power power)
    {
        if (new ExactEvaluation(fuel).Of(power.Exponent) is not { } exponent)
            return null;
        if (exponent == s_half)
            return RootOf(power.Base);
        if (!exponent.IsInteger || exponent.Abs() > Rational.From(LargestExponent) || Of(power.Base) is not { } radix)
            return null;
        if (exponent.Sign < 0)
            return fuel.Spend(50 * radix.Count) && radix.Inverse() is { } inverse ? Raised(inverse, -(int)exponent.Numerator) : null;
        return Raised(radix, (int)exponent.Numerator);
    }

    private Surd? Raised(Surd radix, int exponent)
    {
        Surd? power = Surd.From(Rational.One);
        for (var i = 0; i < exponent && power is not null; i++)
            power = Times(power, radix);
        return power;
    }
}
