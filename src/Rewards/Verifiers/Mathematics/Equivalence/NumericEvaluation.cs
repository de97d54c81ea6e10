using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>
/// Values of trees at one point, in as many bits as are asked for. Over the reals a step that leaves them has no value, as a textbook reads
/// its formulas: ln x^2 = 2 ln x wherever both exist. Functions that nobody can compute (f, integrals) have values by hash of their
/// arguments, so that two of them are the same where their arguments are.
/// </summary>
internal sealed partial class NumericEvaluation(int bits, EvaluationPoint point, Fuel fuel)
{
    private const int MostTerms = 500;

    private readonly Dictionary<string, BigComplex> _bound = [];

    /// <summary>The value of an expression without variables.</summary>
    internal static BigComplex? OfConstant(MathNode node, int bits, Fuel fuel) =>
        new NumericEvaluation(bits, new EvaluationPoint(PointKind.Complex, 0, []), fuel).Of(node);

    /// <summary>Sets a variable; over what the point says.</summary>
    internal void Bind(string name, BigComplex value) => _bound[name] = value;

    /// <summary>The value; null where there is none at this point or the fuel does not reach.</summary>
    internal BigComplex? Of(MathNode node)
    {
        if (!fuel.Spend(bits / 64))
            return null;
        return node switch
        {
            Number number => Real(number.Value),
            Bracketed { Items: [not NamedSet and var only] } => Of(only),
            Based based => Real(based.Value),
            Symbol symbol => Variable(symbol.Name),
            Constant constant => Named(constant.Which),
            Sum sum => Total(sum.Terms),
            Product product => ProductOf(product.Factors),
            Quotient quotient => Of(quotient.Numerator) is { } n && Of(quotient.Denominator) is { } d && fuel.Spend(4) ? n.Divide(d) : null,
            Power power => PowerOf(power),
            Root root => Root(root),
            Function function => Function(function),
            Series series => Series(series),
            Measured measured => Measured(measured),
            _ => null,
        };
    }

    private BigComplex Real(Rational value) => Real(BigReal.From(value.Numerator, value.Denominator, bits));

    private BigComplex Real(BigReal value) => new(value, BigReal.Zero(bits));

    private BigComplex? Named(NamedConstant constant) => constant switch
    {
        NamedConstant.Pi => Real(BigReal.Pi(bits)),
        NamedConstant.E => Elementary(Real(BigReal.One(bits)).Exp()),
        NamedConstant.I when _bound.TryGetValue("i", out var index) => index,
        NamedConstant.I when !point.IsReal => new BigComplex(BigReal.Zero(bits), BigReal.One(bits)),
        _ => null,
    };

    private BigComplex Variable(string name) => _bound.TryGetValue(name, out var value) ? value : point.Value(name, bits);

    private BigComplex? Total(IReadOnlyList<MathNode> terms)
    {
        var total = Real(BigReal.Zero(bits));
        foreach (var term in terms)
        {
            if (Of(term) is not { } value)
                return null;
            total += value;
        }

        return total;
    }

    private BigComplex? ProductOf(IReadOnlyList<MathNode> factors)
    {
        var product = Real(BigReal.One(bits));
        foreach (var factor in factors)
        {
            if (Of(factor) is not { } value)
                return null;
            product *= value;
        }

        return product;
    }

    private BigComplex? Measured(Measured measured)
    {
        if (Of(measured.Value) is not { } value)
            return null;
        return measured.Unit.Kind switch
        {
            UnitKind.Degree => (value * Real(BigReal.Pi(bits))).Divide(Real(Rational.From(180))),
            UnitKind.Known => value * Real(measured.Unit.Size) * point.Value($"unit {measured.Unit.Dimension}", bits),
            UnitKind.Percent => value * Real(measured.Unit.Size),
            _ => value,
        };
    }

    private BigComplex? PowerOf(Power power)
    {
        if (new ExactEvaluation(fuel).Of(power.Exponent) is { } exponent)
            return Of(power.Base) is { } radix ? ToRational(radix, exponent) : null;
        if (Of(power.Base) is not { } value || Of(power.Exponent) is not { } raised)
            return null;
        if (IsWhole(raised, out var whole))
            return ToRational(value, Rational.From(whole));
        return point.IsReal && value.Re.Sign <= 0 ? null : Elementary(value.Pow(raised), 2);
    }

    // x^(p/q). Over the reals a negative number has a root for every odd q; elsewhere the root is the principal one.
    private BigComplex? ToRational(BigComplex value, Rational exponent)
    {
        if (value.IsZero && exponent.Sign <= 0)
            return null;
        if (exponent.IsInteger)
        {
            var size = BigInteger.Abs(exponent.Numerator);
            if (size > 1_000_000 || !fuel.Spend((long)size.GetBitLength() * 4))
                return null;
            return value.Power(exponent.Numerator);
        }

        if (value.IsZero)
            return value;
        if (value.Im.IsZero && value.Re.Sign < 0)
        {
            if (!exponent.Denominator.IsEven)
            {
                if (Elementary((-value).Pow(Real(exponent)), 2) is not { } magnitude)
                    return null;
                return exponent.Numerator.IsEven ? magnitude : -magnitude;
            }

            if (point.IsReal)
                return null;
        }

        return exponent == Half ? Elementary(value.Sqrt()) : Elementary(value.Pow(Real(exponent)), 2);
    }

    private static Rational Half { get; } = Rational.Of(1, 2);

    private BigComplex? Root(Root root)
    {
        if (Of(root.Radicand) is not { } radicand)
            return null;
        if (new ExactEvaluation(fuel).Of(root.Index) is { } index)
            return index.IsZero ? null : ToRational(radicand, Rational.One.Divide(index)!.Value);
        return Of(root.Index) is { } n && Real(BigReal.One(bits)).Divide(n) is { } inverse && !(point.IsReal && radicand.Re.Sign <= 0)
            ? Elementary(radicand.Pow(inverse), 2) : null;
    }

    private BigComplex? Series(Series series)
    {
        if (Of(series.From) is not { } from || Of(series.To) is not { } to)
            return null;
        if (!IsWhole(from, out var first) || !IsWhole(to, out var last) || last - first > MostTerms)
            return null;
        var wasBound = _bound.TryGetValue(series.Variable, out var outer);
        BigComplex? total = Real(series.IsProduct ? BigReal.One(bits) : BigReal.Zero(bits));
        for (var k = first; k <= last && total is not null; k++)
        {
            _bound[series.Variable] = Real(BigReal.From(k, bits));
            var value = Of(series.Body);
            total = value is null ? null : series.IsProduct ? total * value : total + value;
        }

        _ = _bound.Remove(series.Variable);
        if (wasBound)
            _bound[series.Variable] = outer;
        return total;
    }

    // Whether a value is a whole number, to within what rounding may have done to it.
    private bool IsWhole(BigComplex value, out BigInteger whole)
    {
        whole = default;
        if (value.Magnitude > 40 || value.Im.Magnitude > -bits / 2)
            return false;
        whole = value.Re.Round();
        return (value.Re - BigReal.From(whole, bits)).Magnitude < -bits / 2;
    }

    // What an elementary function costs, in the units of the fuel.
    private BigComplex? Elementary(BigComplex? value, int functions = 1) => fuel.Spend(functions * (long)bits * bits / 256) ? value : null;
}
