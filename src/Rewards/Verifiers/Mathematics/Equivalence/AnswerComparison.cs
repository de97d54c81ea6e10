using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Decides whether an answer is the reference's, form by form.</summary>
/// <param name="options">What counts as equal.</param>
/// <param name="fuel">What may be spent.</param>
/// <param name="skipsWriting">Whether two that read alike are compared in full all the same, as a reference is with itself.</param>
internal sealed partial class AnswerComparison(MathOptions options, Fuel fuel, bool skipsWriting = false)
{
    /// <summary>Decides. Not symmetric: a reference of 50% takes 50, one of 50 takes no 50%.</summary>
    internal Decision Compare(MathNode gold, MathNode answer)
    {
        if (!fuel.Spend(50))
            return Decision.Undecided("the answers are too large to compare");
        if (gold is Either expected)
            return Any(Compare(expected.First, answer), () => Compare(expected.Second, answer));
        if (answer is Either given)
            return Any(Compare(gold, given.First), () => Compare(gold, given.Second));
        if (NodeText.Of(gold) is var text && fuel.Spend(text.Length) && !skipsWriting && text == NodeText.Of(answer))
            return Decision.Equal("writing", "they read as the same expression");
        if (gold is Qualified || answer is Qualified)
            return Qualifications(gold, answer);
        if (FreeSymbols.Of(gold).HasPlusMinus || FreeSymbols.Of(answer).HasPlusMinus)
            return BothSigns(gold, answer);
        if (gold is Function { Name: "congruence" } || answer is Function { Name: "congruence" })
            return Congruences(gold, answer);
        if (Systems(gold, answer) is { } systems)
            return systems;
        if (Onward(gold, answer) is { } onward)
            return onward;
        if (gold is Relation || answer is Relation)
            return Relations(gold, answer);
        if (Sets(gold, answer) is { } sets)
            return sets;
        if (Lists(gold, answer) is { } lists)
            return lists;
        if (Matrices(gold, answer) is { } matrices)
            return matrices;
        if (gold is Ratio || answer is Ratio)
            return Ratios(gold, answer);
        if (gold is Words || answer is Words)
            return Decision.Different("text", "one is text");
        return Quantities(gold, answer);
    }

    private static Decision Any(Decision first, Func<Decision> second)
    {
        if (first.IsEqual)
            return first;
        return second() is { Equality: not Equality.Different } other ? other : first;
    }

    // Two remainders are the same where they differ by a multiple of the modulus.
    private Decision Congruences(MathNode gold, MathNode answer)
    {
        if (gold is not Function { Arguments: [Relation { Operands: [var x, var a] }, var m] }
            || answer is not Function { Arguments: [Relation { Operands: [var y, var b] }, var n] })
        {
            return gold is not Function { Name: "congruence" }
                && answer is Function { Arguments: [Relation { Operands: [_, var remainder] }, _] }
                ? Compare(gold, remainder)
                : Decision.Different("congruence", "the reference is a congruence");
        }

        if (NodeText.Of(x) != NodeText.Of(y) || NodeText.Of(m) != NodeText.Of(n))
            return Decision.Different("congruence", "the variables or the moduli differ");
        return new ExactEvaluation(fuel).Of(new Function("mod", [Equations.Difference(a, b), m])) is { IsZero: true }
            ? Decision.Equal("congruence", "the remainders are the same")
            : InOrder([a], [b]);
    }

    // Both readings of the signs, as a list without order.
    private Decision BothSigns(MathNode gold, MathNode answer)
    {
        if (gold is Relation { } named && Answers.AssignedValue(named) is { } value)
            return BothSigns(value, answer);
        if (answer is Relation { } other && Answers.AssignedValue(other) is { } found)
            return BothSigns(gold, found);
        return Unordered(Expanded(gold), Expanded(answer));
    }

    private List<MathNode> Expanded(MathNode node)
    {
        IReadOnlyList<MathNode> items = node switch
        {
            Sequence sequence => sequence.Items,
            Bracketed { IsSet: true } set => set.Items,
            _ => [node],
        };
        return [.. items.SelectMany(i => fuel.Spend(4) && FreeSymbols.Of(i).HasPlusMinus ? Answers.BothSigns(i) : [i])];
    }

    private Decision Ratios(MathNode gold, MathNode answer)
    {
        if (gold is not Ratio expected || answer is not Ratio given)
            return TimeOfHours(gold, answer) ?? RatioAsFraction(gold, answer);
        if (expected.Parts.Count != given.Parts.Count)
            return Decision.Different("ratio", "they have different numbers of parts");
        var same = InOrder(expected.Parts, given.Parts);
        if (same.IsEqual || expected.Parts.Any(IsZero) || given.Parts.Any(IsZero))
            return same;
        for (var i = 1; i < expected.Parts.Count; i++)
        {
            var left = new Product([expected.Parts[0], given.Parts[i]]);
            var right = new Product([expected.Parts[i], given.Parts[0]]);
            if (ScalarEquivalence.Decide(left, right, options, fuel) is { IsEqual: false } part)
                return part;
        }

        return Decision.Equal("ratio", "their parts are in proportion");
    }

    // 3:25 is 3 hours and 25 minutes.
    private Decision? TimeOfHours(MathNode gold, MathNode answer)
    {
        if (gold is not Measured { Unit.Dimension: "s" } && answer is not Measured { Unit.Dimension: "s" })
            return null;
        return Hours(gold) is { } expected && Hours(answer) is { } given ? ScalarEquivalence.Decide(expected, given, options, fuel) : null;
    }

    private static MathNode? Hours(MathNode node) => node switch
    {
        Measured { Unit.Dimension: "s" } time => Sized(time),
        Ratio { Parts: [Number { Value: { IsInteger: true } hours }, Number { Value: { IsInteger: true } minutes }] } when minutes < Rational.From(60) =>
            new Number(hours * Rational.From(3600) + minutes * Rational.From(60)),
        _ => null,
    };

    private Decision RatioAsFraction(MathNode gold, MathNode answer)
    {
        var (ratio, other) = gold is Ratio first ? (first, answer) : ((Ratio)answer, gold);
        return ratio.Parts.Count == 2 && other is Quotient
            ? ScalarEquivalence.Decide(new Quotient(ratio.Parts[0], ratio.Parts[1]), other, options, fuel)
            : Decision.Different("ratio", "one is a ratio");
    }

    private bool IsZero(MathNode node) => new ExactEvaluation(fuel).Of(node) is { IsZero: true };

    private Decision? Matrices(MathNode gold, MathNode answer)
    {
        if (!FreeSymbols.Of(gold, answer).HasMatrix)
            return null;
        var (left, right) = (AsMatrix(gold), AsMatrix(answer));
        if (left is null && right is null)
            return null;
        if (left is null || right is null)
            return Decision.Different("matrix", "one is a matrix");
        // A vector may be written along a row, down a column, or with brackets.
        var areVectors = Math.Min(left.Rows.Count, left.Columns) == 1 && Math.Min(right.Rows.Count, right.Columns) == 1;
        var isSameShape = left.Rows.Count == right.Rows.Count && left.Columns == right.Columns;
        if (!isSameShape && !(areVectors && (gold is Bracketed || answer is Bracketed)))
            return Decision.Different("matrix", $"{left.Rows.Count} by {left.Columns} is not {right.Rows.Count} by {right.Columns}");
        return InOrder([.. left.Rows.SelectMany(r => r)], [.. right.Rows.SelectMany(r => r)]);
    }

    private Matrix? AsMatrix(MathNode node) => node switch
    {
        Bracketed { IsSet: false, Items: var items } when !items.Any(i => i is Matrix or Bracketed) => new Matrix([items]),
        _ => MatrixArithmetic.Of(node, fuel),
    };

    private Decision InOrder(IReadOnlyList<MathNode> gold, IReadOnlyList<MathNode> answer)
    {
        if (gold.Count != answer.Count)
            return Decision.Different("count", $"{gold.Count} values are not {answer.Count}");
        var layer = "writing";
        for (var i = 0; i < gold.Count; i++)
        {
            var decision = Compare(gold[i], answer[i]);
            if (!decision.IsEqual)
                return decision with { Why = $"value {i + 1}: {decision.Why}" };
            if (decision.Layer != "writing")
                layer = decision.Layer;
        }

        return Decision.Equal(layer, $"all {gold.Count} values are equal, in order");
    }

    private Decision Unordered(List<MathNode> gold, List<MathNode> answer)
    {
        if (gold.Count != answer.Count)
            return Decision.Different("count", $"{gold.Count} values are not {answer.Count}");
        var left = new List<MathNode>(answer);
        var layer = "writing";
        foreach (var expected in WithoutSame(gold, left))
        {
            var at = -1;
            for (var i = 0; i < left.Count && at < 0; i++)
            {
                var decision = Compare(expected, left[i]);
                if (decision.Equality == Equality.Undecided)
                    return decision;
                if (!decision.IsEqual)
                    continue;
                at = i;
                layer = decision.Layer == "writing" ? layer : decision.Layer;
            }

            if (at < 0)
                return Decision.Different("list", $"{Short(expected)} is missing");
            left.RemoveAt(at);
        }

        return Decision.Equal(layer, gold.Count == 1 ? "equal" : $"all {gold.Count} values are there");
    }

    // Takes out what is written alike on both sides, so that only the rest is tried with each other.
    private List<MathNode> WithoutSame(List<MathNode> gold, List<MathNode> answer)
    {
        var places = new Dictionary<string, int>();
        foreach (var item in answer)
        {
            var text = NodeText.Of(item);
            if (!fuel.Spend(text.Length / 2 + 5))
                return gold;
            places[text] = places.GetValueOrDefault(text) + 1;
        }

        var rest = new List<MathNode>();
        foreach (var item in gold)
        {
            var text = NodeText.Of(item);
            if (places.GetValueOrDefault(text) is var count && count > 0 && !FreeSymbols.Of(item).HasPlusMinus)
            {
                places[text] = count - 1;
                answer.RemoveAt(answer.FindIndex(a => NodeText.Of(a) == text));
            }
            else
            {
                rest.Add(item);
            }
        }

        return rest;
    }

    private static string Short(MathNode node) => NodeText.Of(node) is { Length: > 40 } text ? text[..40] + "..." : NodeText.Of(node);
}
