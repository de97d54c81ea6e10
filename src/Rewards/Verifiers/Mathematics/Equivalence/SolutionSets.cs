using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>The set of real numbers that an answer describes: an interval, a union, a set-builder, an inequality in one variable.</summary>
internal sealed class SolutionSets(Fuel fuel)
{
    private const int Bits = 256;

    /// <summary>The set; null where the answer describes none, or one that is no finite union of intervals.</summary>
    internal RealSet? Of(MathNode node)
    {
        if (!fuel.Spend(2))
            return null;
        return node switch
        {
            NamedSet { Name: "R" } => RealSet.Everything,
            NamedSet { Name: "R+" } => RealSet.Of(new RealInterval(BigReal.Zero(Bits), false, null, false)),
            NamedSet { Name: "empty" } => RealSet.Empty,
            Bracketed { IsSet: true } set => Points(set.Items),
            Bracketed { Open: '(' or '[', Items: [var from, var to] } interval => Interval(interval, from, to),
            SetOperation operation => Combined(operation),
            Sum { Terms: [NamedSet all, Product { Factors: [Number { Value.Sign: < 0 }, Bracketed { IsSet: true } without] }] } =>
                Combined(new SetOperation(SetOperator.Difference, all, without)),
            SetBuilder builder => Described(builder),
            Relation relation => Of(relation),
            Sequence sequence => Of(sequence),
            _ => null,
        };
    }

    private RealSet? Points(IReadOnlyList<MathNode> items)
    {
        var set = RealSet.Empty;
        foreach (var item in items)
        {
            if (Number(item) is not { } value || set.Union(RealSet.Point(value)) is not { } more)
                return null;
            set = more;
        }

        return set;
    }

    private RealSet? Interval(Bracketed interval, MathNode from, MathNode to)
    {
        if (!End(from, isLower: true, out var low) || !End(to, isLower: false, out var high))
            return null;
        return RealSet.Of(new RealInterval(low, low is not null && interval.Open == '[', high, high is not null && interval.Close == ']'));
    }

    private bool End(MathNode node, bool isLower, out BigReal? end)
    {
        end = null;
        if (IsInfinite(node))
            return (node is Product) == isLower;
        end = Number(node);
        return end is not null;
    }

    private BigReal? Number(MathNode node)
    {
        if (FreeSymbols.Of(node).Names.Count > 0)
            return null;
        return NumericEvaluation.OfConstant(node, Bits, fuel) is { } value && value.Im.Magnitude < -Bits / 2 ? value.Re : null;
    }

    private RealSet? Combined(SetOperation operation)
    {
        if (Of(operation.Left) is not { } left || Of(operation.Right) is not { } right)
            return null;
        if (!fuel.Spend(10 * (left.Count + right.Count)))
            return null;
        return operation.Operator switch
        {
            SetOperator.Union => left.Union(right),
            SetOperator.Intersection => left.Intersection(right),
            _ => left.Intersection(right.Complement()),
        };
    }

    private RealSet? Described(SetBuilder builder)
    {
        var within = builder.Element switch
        {
            Relation { Relators: [Relator.In], Operands: [Symbol, var set] } => Of(set),
            Symbol => RealSet.Everything,
            _ => null,
        };
        return within is not null && Of(builder.Condition) is { } condition ? within.Intersection(condition) : null;
    }

    // "x > 2 or x < 1" is a union, "x > 1 and x < 2" an intersection; a comma is an intersection unless that is empty.
    private RealSet? Of(Sequence sequence)
    {
        if (!sequence.Items.All(i => i is Relation))
            return null;
        RealSet? union = RealSet.Empty;
        RealSet? intersection = RealSet.Everything;
        foreach (var item in sequence.Items)
        {
            if (Of(item) is not { } set)
                return null;
            union = union?.Union(set);
            intersection = intersection?.Intersection(set);
        }

        return sequence.Joint == Joint.Or || (sequence.Joint == Joint.Comma && intersection is { IsEmpty: true }) ? union : intersection;
    }

    private RealSet? Of(Relation named)
    {
        // 0 < f(x) < 1 is about a value as 0 < y < 1 is.
        var relation = named.Operands.Any(IsValueOfFunction)
            ? named with { Operands = [.. named.Operands.Select(o => IsValueOfFunction(o) ? new Symbol("y") : o)] }
            : named;
        if (relation is { Relators: [Relator.In], Operands: [Symbol, var set] })
            return Of(set);
        if (FreeSymbols.Of(relation).Names is not [var variable])
            return null;
        RealSet? all = RealSet.Everything;
        for (var i = 0; i < relation.Relators.Count && all is not null; i++)
        {
            if (IsInfinite(relation.Operands[i]) || IsInfinite(relation.Operands[i + 1]))
                continue; // 2 < x < \infty
            var half = Linear(relation.Operands[i], relation.Relators[i], relation.Operands[i + 1], variable);
            all = half is null ? null : all.Intersection(half);
        }

        return all;
    }

    private static bool IsValueOfFunction(MathNode node) =>
        node is Function { Name: "f" or "g" or "h" or "F" or "P", Arguments: [Symbol] };

    private static Relator Turned(Relator relator) => relator switch
    {
        Relator.Less => Relator.Greater,
        Relator.LessOrEqual => Relator.GreaterOrEqual,
        Relator.Greater => Relator.Less,
        Relator.GreaterOrEqual => Relator.LessOrEqual,
        _ => relator,
    };

    // Infinity, or a product of it and a negative number.
    private static bool IsInfinite(MathNode node) => node is Constant { Which: NamedConstant.Infinity }
        or Product { Factors: [Number { Value.Sign: < 0 }, Constant { Which: NamedConstant.Infinity }] };

    // a x + b compared with 0.
    private RealSet? Linear(MathNode left, Relator relator, MathNode right, string variable)
    {
        if (FreeSymbols.Of(left, right).Names.Count == 0)
            return null;
        if (right is Function { Name: "abs" } && FreeSymbols.Of(left).Names.Count == 0)
            return Linear(right, Turned(relator), left, variable);
        if (left is Function { Name: "abs", Arguments: [var inner] } && FreeSymbols.Of(right).Names.Count == 0)
            return Between(inner, relator, right, variable);
        if (!IsPolynomial(left, variable) || !IsPolynomial(right, variable))
            return null;
        if (Line(Equations.Difference(left, right), variable) is not (var slope, var root))
            return null;
        var isAbove = slope.Sign > 0;
        return relator switch
        {
            Relator.Equal => RealSet.Point(root),
            Relator.NotEqual => RealSet.Point(root).Complement(),
            Relator.Less => Half(root, !isAbove, false),
            Relator.LessOrEqual => Half(root, !isAbove, true),
            Relator.Greater => Half(root, isAbove, false),
            Relator.GreaterOrEqual => Half(root, isAbove, true),
            _ => null,
        };
    }

    // The slope and the root of a line, found at 0 and 1; null for what is seen at 7 to be none.
    private (BigReal Slope, BigReal Root)? Line(MathNode node, string variable)
    {
        if (At(node, variable, 0) is not { } zero || At(node, variable, 1) is not { } one || At(node, variable, 7) is not { } seven)
            return null;
        var slope = one - zero;
        var bend = seven - zero - slope * BigReal.From(7, Bits);
        if (slope.Magnitude < -Bits / 2 || bend.Magnitude > slope.Magnitude - Bits / 2)
            return null;
        return (-zero).Divide(slope) is { } root ? (slope, root) : null;
    }

    // |a x + b| compared with a number
    private RealSet? Between(MathNode inner, Relator relator, MathNode bound, string variable)
    {
        var below = Linear(inner, relator, bound, variable);
        var above = Linear(Negative(inner), relator, bound, variable);
        if (below is null || above is null)
            return null;
        return relator is Relator.Less or Relator.LessOrEqual or Relator.NotEqual ? below.Intersection(above) : below.Union(above);
    }

    private static bool IsPolynomial(MathNode node, string variable) => node switch
    {
        Symbol => true,
        Sum sum => sum.Terms.All(t => IsPolynomial(t, variable)),
        Product product => product.Factors.All(f => IsPolynomial(f, variable)),
        Quotient quotient => IsPolynomial(quotient.Numerator, variable) && !FreeSymbols.Of(quotient.Denominator).Names.Contains(variable),
        _ => !FreeSymbols.Of(node).Names.Contains(variable),
    };

    private static RealSet Half(BigReal at, bool isAbove, bool includes) =>
        RealSet.Of(isAbove ? new RealInterval(at, includes, null, false) : new RealInterval(null, false, at, includes));

    private BigReal? At(MathNode node, string variable, int value)
    {
        var evaluation = new NumericEvaluation(Bits, new EvaluationPoint(PointKind.Positive, 0, []), fuel);
        evaluation.Bind(variable, new BigComplex(BigReal.From(value, Bits), BigReal.Zero(Bits)));
        return evaluation.Of(node) is { } found && found.Im.IsZero ? found.Re : null;
    }
}
