using Rlar.Rewards.Verifiers.Mathematics.Equivalence;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Restating;

/// <summary>How far an expression in letters is factored, expanded and collected.</summary>
internal static class AlgebraicForm
{
    private const int LargestPower = 100;

    /// <summary>How many factors with letters it has: 2(x - 1)^2 has two. A sum is one.</summary>
    internal static int Factors(MathNode node) => node switch
    {
        Product product => product.Factors.Sum(Factors),
        Quotient quotient => Factors(quotient.Numerator),
        Power { Exponent: Number { Value: { IsInteger: true, Sign: > 0 } k } } power when k < Rational.From(LargestPower) =>
            Factors(power.Base) * (int)k.Numerator,
        _ => HasLetters(node) ? 1 : 0,
    };

    /// <summary>Whether a sum with letters is multiplied or raised to a power.</summary>
    internal static bool HasProductOfSums(MathNode node) => node switch
    {
        Product product when product.Factors.Any(f => f is Sum && HasLetters(f)) => !IsNegated(product),
        Power { Base: Sum sum, Exponent: Number { Value: { IsInteger: true, Sign: > 0 } } } when HasLetters(sum) => true,
        _ => node.Children.Any(HasProductOfSums),
    };

    /// <summary>Whether two terms of a sum differ in their numbers only: 3x + 5x, 2 + x + 3.</summary>
    internal static bool HasLikeTerms(MathNode node)
    {
        if (node is not Sum sum)
            return false;
        var seen = new HashSet<string>();
        foreach (var term in Flat(sum))
        {
            if (term is not Quotient && !seen.Add(Letters(term)))
                return true;
        }

        return false;
    }

    private static bool IsNegated(Product product) =>
        product.Factors is [Number { Value: var minus }, Sum] && minus == -Rational.One;

    private static IEnumerable<MathNode> Flat(MathNode node) => node is Sum sum ? sum.Terms.SelectMany(Flat) : [node];

    private static string Letters(MathNode term) => term switch
    {
        Number => "1",
        Product product => product.Factors.Where(f => f is not Number).ToList() is { Count: > 0 } rest ? CanonicalText.Of(new Product(rest)) : "1",
        _ => CanonicalText.Of(term),
    };

    private static bool HasLetters(MathNode node) => FreeSymbols.Of(node).Names.Count > 0;
}
