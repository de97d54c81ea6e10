using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Numbers variables in the order of their first appearance, for a comparison that does not care what they are called.</summary>
internal static class Renaming
{
    internal static MathNode Of(MathNode node)
    {
        var names = FreeSymbols.Of(node).Names;
        return Rewriting.Replace(node, n => n is Symbol symbol && names.IndexOf(symbol.Name) is var at and >= 0
            ? new Symbol($"v{at}")
            : null);
    }
}
