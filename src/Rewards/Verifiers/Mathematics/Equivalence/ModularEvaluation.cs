using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>
/// Values of rational functions at random points modulo a prime. Two different functions of total degree d agree at one point with
/// probability at most d / 2^60 (Schwartz 1980, Zippel 1979). Pi and e count as variables: they are transcendental.
/// </summary>
internal sealed class ModularEvaluation(PrimeField field, int trial, Fuel fuel)
{
    /// <summary>Whether the point is a pole; at another there may be a value.</summary>
    internal bool IsSingular { get; private set; }

    /// <summary>The value; null at a pole, and for what is no rational function.</summary>
    internal ulong? Of(MathNode node)
    {
        if (!fuel.Spend(1))
            return null;
        return node switch
        {
            Number number => From(number.Value),
            Bracketed { Items: [not NamedSet and var only] } => Of(only),
            Based based => From(based.Value),
            Symbol symbol => RandomPoints.Of(symbol.Name, trial) % field.Prime,
            Constant { Which: NamedConstant.I } => field.ImaginaryUnit,
            Constant { Which: NamedConstant.Pi } => RandomPoints.Of("the constant pi", trial) % field.Prime,
            Constant { Which: NamedConstant.E } => RandomPoints.Of("the constant e", trial) % field.Prime,
            Sum sum => Total(sum),
            Product product => ProductOf(product),
            Quotient quotient => Divided(Of(quotient.Numerator), Of(quotient.Denominator)),
            Power power => Raised(power),
            Measured { Unit.Kind: UnitKind.Percent } percent => Divided(Of(percent.Value), 100),
            Root or Function or Series => new ExactEvaluation(fuel).Of(node) is { } value ? From(value) : null,
            _ => null,
        };
    }

    private ulong? From(Rational value)
    {
        if (!fuel.Spend(value.Size / 64 + 1))
            return null;
        var numerator = field.From(value.Numerator);
        return value.IsInteger ? numerator : Divided(numerator, field.From(value.Denominator));
    }

    private ulong? Total(Sum sum)
    {
        ulong total = 0;
        foreach (var term in sum.Terms)
        {
            if (Of(term) is not { } value)
                return null;
            total = field.Add(total, value);
        }

        return total;
    }

    private ulong? ProductOf(Product product)
    {
        ulong result = 1;
        foreach (var factor in product.Factors)
        {
            if (Of(factor) is not { } value)
                return null;
            result = field.Multiply(result, value);
        }

        return result;
    }

    private ulong? Divided(ulong? dividend, ulong? divisor)
    {
        if (divisor == 0)
            IsSingular = true;
        if (dividend is null || divisor is null or 0 || !fuel.Spend(20))
            return null;
        return field.Multiply(dividend.Value, field.Inverse(divisor.Value));
    }

    private ulong? Raised(Power power)
    {
        if (new ExactEvaluation(fuel).Of(power.Exponent) is not { IsInteger: true } exponent)
            return new ExactEvaluation(fuel).Of(power) is { } value ? From(value) : null;
        if (Of(power.Base) is not { } radix)
            return null;
        if (radix == 0 && exponent.Sign <= 0)
        {
            IsSingular = true;
            return null;
        }

        // By Fermat exponents count modulo p - 1.
        var order = new System.Numerics.BigInteger(field.Prime - 1);
        var rest = System.Numerics.BigInteger.Remainder(exponent.Numerator, order);
        return fuel.Spend(20) ? field.Power(radix, (ulong)(rest.Sign < 0 ? rest + order : rest)) : null;
    }
}
