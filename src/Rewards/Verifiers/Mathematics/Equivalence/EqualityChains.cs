using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Whether a chain of equations gives two numbers for one: x = 8 = 7.</summary>
internal static class EqualityChains
{
    /// <summary>
    /// Whether two of its numbers differ, where it is nothing but numbers: an answer that names two candidates. A chain with a sum or a product in it
    /// shows its working, whose slips do not count, only its end. A decimal may be a rounding that is written with the sign of equality.
    /// </summary>
    internal static bool IsFalse(Relation chain, Fuel fuel)
    {
        if (chain.Operands.Count < 3 || chain.Relators.Any(r => r != Relator.Equal))
            return false;
        Number? first = null;
        foreach (var operand in chain.Operands)
        {
            if (operand is Symbol or Words)
                continue;
            if (operand is not Number number || !fuel.Spend(1))
                return false;
            if (first is { } other && other.Value != number.Value && !((other.Decimals > 0 || number.Decimals > 0) && IsNear(other.Value, number.Value)))
                return true;
            first = number;
        }

        return false;
    }

    // A twentieth: 2.67 = 2.7 is a rounding, 8 = 7.0 is not.
    private static bool IsNear(Rational left, Rational right) => (left - right).Abs() * Rational.From(20) is var difference
        && (difference < left.Abs() || difference == left.Abs());
}
