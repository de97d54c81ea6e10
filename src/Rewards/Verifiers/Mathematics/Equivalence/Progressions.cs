using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Lists with dots: how one goes on from its first values.</summary>
internal static class Progressions
{
    internal static bool IsDots(MathNode node) => node is Symbol { Name: "\\dots" };

    /// <summary>What stands before the dots and after them; null where there is not one place of dots.</summary>
    internal static (IReadOnlyList<MathNode> Head, IReadOnlyList<MathNode> Tail)? Parts(IReadOnlyList<MathNode> items)
    {
        var at = -1;
        for (var i = 0; i < items.Count; i++)
        {
            if (!IsDots(items[i]))
                continue;
            if (at >= 0)
                return null;
            at = i;
        }

        return at < 1 ? null : ([.. items.Take(at)], [.. items.Skip(at + 1)]);
    }

    /// <summary>
    /// Whether the longer row goes on as the shorter one begins: two values by their difference, three or more by the same ratio or by second
    /// differences.
    /// </summary>
    internal static bool GoesOn(IReadOnlyList<MathNode> shorter, IReadOnlyList<MathNode> longer, Fuel fuel)
    {
        var values = new List<Rational>();
        foreach (var item in longer)
        {
            if (new ExactEvaluation(fuel).Of(item) is not { } value)
                return false;
            values.Add(value);
        }

        var known = shorter.Count;
        if (known < 2)
            return false;
        var isArithmetic = Follows(values, known, 1);
        if (known == 2)
            return isArithmetic;
        return isArithmetic || Follows(values, known, 2) && HasOneSecondDifference(values, known) || IsGeometric(values, known);
    }

    // Whether each further value is what its two or three predecessors give.
    private static bool Follows(List<Rational> values, int known, int degree)
    {
        for (var i = Math.Max(degree + 1, 2); i < values.Count; i++)
        {
            var next = degree == 1
                ? values[i - 1] + values[i - 1] - values[i - 2]
                : values[i - 1] + values[i - 1] + values[i - 1] - values[i - 2] - values[i - 2] - values[i - 2] + values[i - 3];
            if (next != values[i])
                return false;
        }

        return known > degree;
    }

    // 1, 4, 9 are squares; 2, 4, 8 double, though a parabola goes through them too.
    private static bool HasOneSecondDifference(List<Rational> values, int known) =>
        known >= 3 && !IsGeometric(values, Math.Min(known, values.Count), upTo: known);

    private static bool IsGeometric(List<Rational> values, int known, int? upTo = null)
    {
        if (known < 3 || values[0].IsZero)
            return false;
        for (var i = 2; i < (upTo ?? values.Count); i++)
        {
            if (values[i] * values[i - 2] != values[i - 1] * values[i - 1])
                return false;
        }

        return true;
    }
}
