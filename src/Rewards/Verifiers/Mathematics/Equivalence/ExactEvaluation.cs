using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Values of trees that are rational numbers, exactly.</summary>
internal sealed class ExactEvaluation(Fuel fuel)
{
    private const int MostTerms = 5000;

    private readonly Dictionary<string, Rational> _indices = [];

    /// <summary>Whether a division by 0 or the like was met.</summary>
    internal bool IsUndefined { get; private set; }

    /// <summary>The value; null where it is not rational, not defined, or too costly.</summary>
    internal Rational? Of(MathNode node)
    {
        if (!fuel.Spend(1))
            return null;
        return node switch
        {
            Number number => number.Value,
            Bracketed { Items: [not NamedSet and var only] } => Of(only),
            Based based => based.Value,
            Symbol symbol => _indices.TryGetValue(symbol.Name, out var value) ? value : null,
            Constant { Which: NamedConstant.I } => _indices.TryGetValue("i", out var index) ? index : null,
            Sum sum => Total(sum.Terms),
            Product product => ProductOf(product.Factors),
            Quotient quotient => Quotient(quotient),
            Power power => Power(power),
            Root root => Of(root.Radicand) is { } radicand && Of(root.Index) is { IsInteger: true } n && n.Sign > 0 && n.Numerator < 4096
                ? IntegerArithmetic.Root(radicand, (int)n.Numerator, fuel) : null,
            Function function => Function(function),
            Series series => Series(series),
            Measured { Unit.Kind: UnitKind.Percent } percent => Of(percent.Value) * Rational.Of(1, 100),
            _ => null,
        };
    }

    private Rational? Total(IReadOnlyList<MathNode> terms)
    {
        var total = Rational.Zero;
        foreach (var term in terms)
        {
            if (Of(term) is not { } value || !fuel.Spend(Rational.Cost(total.Size + value.Size)))
                return null;
            total += value;
        }

        return total;
    }

    private Rational? ProductOf(IReadOnlyList<MathNode> factors)
    {
        var product = Rational.One;
        foreach (var factor in factors)
        {
            if (Of(factor) is not { } value || !fuel.Spend(Rational.Cost(product.Size + value.Size)))
                return null;
            product *= value;
        }

        return product;
    }

    private Rational? Quotient(Quotient quotient)
    {
        // A divisor of 0 leaves the whole undefined, whatever stands above it.
        var divisor = Of(quotient.Denominator);
        var dividend = Of(quotient.Numerator);
        if (divisor is { IsZero: true })
            IsUndefined = true;
        return divisor is null || dividend is null ? null : dividend.Value.Divide(divisor.Value);
    }

    private Rational? Power(Power power)
    {
        if (Of(power.Base) is not { } value || Of(power.Exponent) is not { } exponent)
            return null;
        if (value.IsZero && exponent.Sign <= 0)
            IsUndefined = true;
        if (exponent.IsInteger)
            return IntegerArithmetic.Power(value, exponent.Numerator, fuel);
        if (exponent.Denominator > 4096 || IntegerArithmetic.Root(value, (int)exponent.Denominator, fuel) is not { } root)
            return null;
        return IntegerArithmetic.Power(root, exponent.Numerator, fuel);
    }

    private Rational? Series(Series series)
    {
        if (Of(series.From) is not { IsInteger: true } from || Of(series.To) is not { IsInteger: true } to)
            return null;
        if (to - from > Rational.From(MostTerms))
            return null;
        var total = series.IsProduct ? Rational.One : Rational.Zero;
        var hidden = _indices.TryGetValue(series.Variable, out var outer);
        for (var k = from.Numerator; k <= to.Numerator; k++)
        {
            _indices[series.Variable] = Rational.From(k);
            if (Of(series.Body) is not { } value || !fuel.Spend(Rational.Cost(total.Size + value.Size)))
            {
                Restore(series.Variable, hidden, outer);
                return null;
            }

            total = series.IsProduct ? total * value : total + value;
        }

        Restore(series.Variable, hidden, outer);
        return total;
    }

    private void Restore(string variable, bool hidden, Rational outer)
    {
        _ = _indices.Remove(variable);
        if (hidden)
            _indices[variable] = outer;
    }

    private Rational? Function(Function function)
    {
        if (function is { Name: "det", Arguments: [Matrix matrix] })
            return MatrixArithmetic.Determinant(matrix, fuel) is { } determinant ? Of(determinant) : null;
        var values = new Rational[function.Arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Of(function.Arguments[i]) is not { } value)
                return null;
            values[i] = value;
        }

        return function.Name switch
        {
            "abs" when values.Length == 1 => values[0].Abs(),
            "floor" when values.Length == 1 => Rational.From(values[0].Floor()),
            "ceil" when values.Length == 1 => Rational.From(-(-values[0]).Floor()),
            "sgn" when values.Length == 1 => Rational.From(values[0].Sign),
            "factorial" when values.Length == 1 => Whole(IntegerArithmetic.Factorial(values[0], 1, fuel)),
            "double-factorial" when values.Length == 1 => Whole(IntegerArithmetic.Factorial(values[0], 2, fuel)),
            "permutations" when values.Length == 2 => IntegerArithmetic.Binomial(values[0], values[1], fuel) is { } ways
                && IntegerArithmetic.Factorial(values[1], 1, fuel) is { } orders ? ways * Rational.From(orders) : null,
            "binom" when values.Length == 2 => IntegerArithmetic.Binomial(values[0], values[1], fuel),
            "max" => values.Max(),
            "min" => values.Min(),
            "gcd" => Divisors(values, gcd: true),
            "lcm" => Divisors(values, gcd: false),
            "mod" when values.Length == 2 => Modulo(values[0], values[1]),
            "log" when values.Length == 2 => Logarithm(values[0], values[1]),
            "log" when values.Length == 1 => Logarithm(values[0], Rational.From(10)),
            _ => null,
        };
    }

    private static Rational? Whole(BigInteger? value) => value is { } whole ? Rational.From(whole) : null;

    // The remainder has the sign of the divisor, as in mathematics and in Python.
    private static Rational? Modulo(Rational value, Rational by) =>
        value.Divide(by) is { } quotient ? value - by * Rational.From(quotient.Floor()) : null;

    // Of fractions, over their common denominator.
    private Rational? Divisors(Rational[] values, bool gcd)
    {
        if (values.Length == 0 || !fuel.Spend(values.Sum(v => v.Size)))
            return null;
        var denominator = BigInteger.One;
        foreach (var value in values)
        {
            denominator = denominator / BigInteger.GreatestCommonDivisor(denominator, value.Denominator) * value.Denominator;
            if (denominator.GetBitLength() > 4096)
                return null;
        }

        var result = BigInteger.Abs(values[0].Numerator * (denominator / values[0].Denominator));
        foreach (var value in values.AsSpan(1))
        {
            var whole = BigInteger.Abs(value.Numerator * (denominator / value.Denominator));
            var divisor = BigInteger.GreatestCommonDivisor(result, whole);
            result = gcd ? divisor : divisor.IsZero ? BigInteger.Zero : result / divisor * whole;
        }

        return Rational.Of(result, denominator);
    }

    private static double Natural(Rational value) => BigInteger.Log(value.Numerator) - BigInteger.Log(value.Denominator);

    // log_4 8 = 3/2: both are powers of one number.
    private Rational? Logarithm(Rational value, Rational radix)
    {
        if (value.Sign <= 0 || radix.Sign <= 0 || radix == Rational.One)
            return null;
        for (var down = 1; down <= 12; down++)
        {
            if (IntegerArithmetic.Root(radix, down, fuel) is not { } unit)
                continue;
            var power = Math.Round(Natural(value) / Natural(unit));
            if (Math.Abs(power) <= 4096 && IntegerArithmetic.Power(unit, (BigInteger)power, fuel) == value)
                return Rational.Of((BigInteger)power, down);
        }

        return null;
    }
}
