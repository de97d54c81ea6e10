using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Answers that are a family: f(x) = kx and x^2 + C, whose constant is any number where nothing is said of it.</summary>
internal static class Families
{
    /// <summary>
    /// Whether a condition keeps only a part of the family: k > 5, whole k. That k is real, any, or not 0 is taken as known, and so is k > 0 where
    /// its powers or logarithm ask for it.
    /// </summary>
    internal static bool Narrows(MathNode family, Relation condition)
    {
        if (condition.Operands is not [Symbol { Name: var name }, var set] || !IsConstant(family, name))
            return false;
        return condition.Relators switch
        {
            [Relator.In] => !IsUsual(set, family, name),
            [Relator.Greater or Relator.GreaterOrEqual] => !(set is Number { Value.IsZero: true } && IsOfPositives(family, name)),
            [Relator.Less or Relator.LessOrEqual] => true,
            _ => false,
        };
    }

    private static bool IsConstant(MathNode family, string name) => family switch
    {
        Relation { Operands: [Function { Arguments: [Symbol { Name: var variable }] }, var value], Relators: [Relator.Equal] } =>
            variable != name && FreeSymbols.Of(value).Names.Contains(name),
        Relation { Operands: [Symbol { Name: "y" }, var value], Relators: [Relator.Equal] } => IsAdded(value, name),
        _ => IsAdded(family, name),
    };

    // x^2 + C
    private static bool IsAdded(MathNode value, string name) =>
        name is "C" or "c" or "K" && value is Sum { Terms: var terms } && terms.Any(t => t is Symbol s && s.Name == name)
        && FreeSymbols.Of(value).Names.Count > 1;

    private static bool IsUsual(MathNode set, MathNode family, string name) => set switch
    {
        NamedSet { Name: "R" or "any" or "C" or "R*" or "C*" } => true,
        NamedSet { Name: "R+" } => IsOfPositives(family, name),
        // functions of whole numbers
        NamedSet => family is Relation { Operands: [Function { Arguments: [Symbol { Name: "n" or "m" or "k" }] }, ..] },
        SetOperation { Operator: SetOperator.Difference, Left: NamedSet { Name: "R" or "C" } } => true,
        _ => false,
    };

    private static bool IsOfPositives(MathNode node, string name) => node switch
    {
        Power { Base: Symbol { Name: var of }, Exponent: not Number } when of == name => true,
        Root { Radicand: var radicand } when FreeSymbols.Of(radicand).Names.Contains(name) => true,
        Function { Name: "ln" or "log" or "lg" } logarithm when FreeSymbols.Of(logarithm).Names.Contains(name) => true,
        _ => node.Children.Any(child => IsOfPositives(child, name)),
    };
}
