using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>
/// Whether two equations or inequalities are one up to a factor: (L - R) of the one is c times that of the other, c not 0, and for
/// inequalities above 0.
/// </summary>
internal static class Equations
{
    internal static Decision Compare(Relation gold, Relation answer, Fuel fuel)
    {
        var (expected, wanted) = Turned(gold);
        var (given, has) = Turned(answer);
        if (wanted != has)
            return Decision.Different("relation", "the relation signs differ");
        var straight = Compare(expected, given, wanted, fuel);
        if (straight.IsEqual || wanted != Relator.Equal || !(HasDenominator(gold) || HasDenominator(answer)))
            return straight;
        var cleared = Compare(Cleared(gold), Cleared(answer), wanted, fuel);
        return cleared.IsEqual ? cleared : straight;
    }

    // y = 2/x and xy = 2
    private static bool HasDenominator(Relation relation) =>
        relation.Operands.Any(o => o is Quotient { Denominator: var below } && FreeSymbols.Of(below).Names.Count > 0);

    private static MathNode Cleared(Relation relation)
    {
        var (left, leftBelow) = Parts(relation.Operands[0]);
        var (right, rightBelow) = Parts(relation.Operands[1]);
        return Difference(new Product([left, rightBelow]), new Product([right, leftBelow]));

        static (MathNode Above, MathNode Below) Parts(MathNode node) =>
            node is Quotient quotient ? (quotient.Numerator, quotient.Denominator) : (node, Number.Of(1));
    }

    private static Decision Compare(MathNode expected, MathNode given, Relator wanted, Fuel fuel)
    {
        var isSigned = wanted is Relator.Less or Relator.LessOrEqual;
        if (Modular(expected, given, fuel) is { } proportional)
        {
            if (!proportional)
                return Decision.Different("proportionality", "the sides' differences are not in proportion");
            return !isSigned || HasPositiveRatio(expected, given, fuel)
                ? Decision.Equal("proportionality", "the sides' differences are in constant proportion modulo random primes")
                : Decision.Different("proportionality", "the proportion is negative, which turns the inequality");
        }

        return Numeric(expected, given, fuel) switch
        {
            true when !isSigned || HasPositiveRatio(expected, given, fuel) =>
                Decision.Equal("proportionality", "the sides' differences are in constant proportion at random points"),
            null when fuel.IsSpent => Decision.Undecided("the equations are too large to compare"),
            _ => Decision.Different("proportionality", "the sides' differences are not in proportion"),
        };
    }

    // Greater is turned into less.
    private static (MathNode Difference, Relator Relator) Turned(Relation relation)
    {
        var (left, right) = (relation.Operands[0], relation.Operands[1]);
        return relation.Relators[0] switch
        {
            Relator.Greater => (Difference(right, left), Relator.Less),
            Relator.GreaterOrEqual => (Difference(right, left), Relator.LessOrEqual),
            var other => (Difference(left, right), other),
        };
    }

    internal static MathNode Difference(MathNode left, MathNode right) => new Sum([left, Negative(right)]);

    private static bool? Modular(MathNode expected, MathNode given, Fuel fuel)
    {
        var field = PrimeField.All[0];
        (ulong X, ulong Y)? first = null;
        var agreements = 0;
        for (var trial = 0; trial < 6 && agreements < 3; trial++)
        {
            var left = new ModularEvaluation(field, trial, fuel);
            var right = new ModularEvaluation(field, trial, fuel);
            if (left.Of(expected) is not { } x || right.Of(given) is not { } y)
            {
                if (left.IsSingular || right.IsSingular)
                    continue;
                return null;
            }

            if (x == 0 != (y == 0))
                return false;
            if (x == 0)
                continue;
            if (first is not { } point)
                first = (x, y);
            else if (field.Multiply(point.X, y) != field.Multiply(point.Y, x))
                return false;
            else
                agreements++;
        }

        return agreements >= 2 ? true : first is null ? false : null;
    }

    private static bool? Numeric(MathNode expected, MathNode given, Fuel fuel)
    {
        var agreements = 0;
        foreach (var kind in new[] { PointKind.Positive, PointKind.Signed, PointKind.Complex })
        {
            for (var trial = 0; trial < 2; trial++)
            {
                // E(p) G(q) = E(q) G(p) for a fixed q: the products are compared as values at p, with those at q as numbers
                if (Products(expected, given, kind, trial, fuel) is not { } same)
                    continue;
                if (!same)
                    return false;
                agreements++;
            }
        }

        return agreements >= 2 ? true : null;
    }

    private static bool? Products(MathNode expected, MathNode given, PointKind kind, int trial, Fuel fuel)
    {
        const int bits = 256;
        if (Value(expected, trial) is not { } e || Value(given, trial) is not { } g)
            return null;
        if (Value(expected, trial + 7) is not { } e2 || Value(given, trial + 7) is not { } g2)
            return null;
        var difference = (e * g2 - e2 * g).Magnitude;
        if (g.Magnitude < -bits / 2 && e.Magnitude > -bits / 4)
            return false;
        return difference < Math.Max((e * g2).Magnitude, (e2 * g).Magnitude) - bits / 2;

        BigComplex? Value(MathNode node, int at) => new NumericEvaluation(bits, new EvaluationPoint(kind, at, []), fuel).Of(node);
    }

    private static bool HasPositiveRatio(MathNode expected, MathNode given, Fuel fuel)
    {
        for (var trial = 0; trial < 4; trial++)
        {
            var point = new EvaluationPoint(PointKind.Positive, trial, []);
            if (new NumericEvaluation(128, point, fuel).Of(expected) is not { } e
                || new NumericEvaluation(128, point, fuel).Of(given) is not { } g)
                continue;
            if (!e.IsZero && !g.IsZero)
                return e.Re.Sign == g.Re.Sign;
        }

        return false;
    }
}
