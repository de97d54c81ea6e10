using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>What forms an answer may have that say the same: x = 5 and 5, 1 \pm 2 and both of its values.</summary>
internal static class Answers
{
    /// <summary>
    /// What an equation gives as the value of a name, as in x = 5, or f(x) = 2x, or (x, y) = (1, 2); null where it is a condition.
    /// </summary>
    internal static MathNode? AssignedValue(Relation relation)
    {
        var (operands, relators) = UpToApproximation(relation);
        if (operands.Count == 1)
            return operands[0];
        if (relators.Any(r => r != Relator.Equal && r != Relator.Maps && r != Relator.Approximately) || operands.Count < 2)
            return null;
        var value = operands[^1];
        if (IsName(operands[0]))
            return value;
        if (operands.Count == 2 && operands[1] is Symbol && FreeSymbols.Of(operands[0]).Names.Count == 0)
            return operands[0]; // 5 = x
        // 1 + 1 = 2, and a chain that ends in a number
        if (operands.Count > 2 && FreeSymbols.Of(value).Names.Count == 0)
            return value;
        return FreeSymbols.Of([.. operands]).Names.Count == 0 ? value : null;
    }

    /// <summary>The name that is given a value, or null.</summary>
    internal static MathNode? AssignedName(Relation relation) => IsName(relation.Operands[0]) ? relation.Operands[0] : null;

    /// <summary>x = 5 + 5 = 10 \approx 10.1 says 10; x \approx 11 says 11.</summary>
    internal static (IReadOnlyList<MathNode> Operands, IReadOnlyList<Relator> Relators) UpToApproximation(Relation relation)
    {
        var at = 0;
        while (at < relation.Relators.Count && relation.Relators[at] != Relator.Approximately)
            at++;
        if (at == 0 && relation.Relators.Count == 1 && !IsName(relation.Operands[0]))
            return ([relation.Operands[0]], []); // 1/3 \approx 0.333
        if (at == relation.Relators.Count || at == 0)
            return (relation.Operands, relation.Relators);
        return (relation.Operands.Take(at + 1).ToList(), relation.Relators.Take(at).ToList());
    }

    /// <summary>Both readings of \pm, the upper signs first; the node alone where there is none.</summary>
    internal static IReadOnlyList<MathNode> BothSigns(MathNode node) => [WithSign(node, isUpper: true), WithSign(node, isUpper: false)];

    private static MathNode WithSign(MathNode node, bool isUpper) => Rewriting.Replace(node, n => n is PlusMinus both
        ? both.IsMinusFirst == isUpper ? Negative(WithSign(both.Value, isUpper)) : WithSign(both.Value, isUpper)
        : null);

    /// <summary>
    /// Whether two names may stand for the same thing: x and t, y and f(x), but not f(2) and f(3), x_1 and x_2, y and y'.
    /// </summary>
    internal static bool MayBeOne(MathNode gold, MathNode answer) =>
        NodeText.Of(gold) == NodeText.Of(answer) || gold is Words || answer is Words || (IsPlainName(gold) && IsPlainName(answer))
        || IsShort(gold, answer) || IsShort(answer, gold);

    // S for the area S_{ABC}, and AB for its length |AB|
    private static bool IsShort(MathNode name, MathNode full) => (name, full) switch
    {
        (Symbol { Name: [>= 'A' and <= 'Z'] letter }, Function { Name: var named }) => named == letter + "_",
        (Product, Function { Name: "abs", Arguments: [Product inner] }) => NodeText.Of(name) == NodeText.Of(inner),
        _ => false,
    };

    private static bool IsPlainName(MathNode node) => node switch
    {
        Symbol symbol => !symbol.Name.Contains('_', StringComparison.Ordinal),
        Function { Name: "f" or "g" or "h" or "p" or "q" or "F" or "P" or "Q", Arguments: [Symbol] } => true,
        _ => false,
    };

    // A letter of geometry.
    private static bool IsPoint(MathNode node) => node is Symbol { Name: [>= 'A' and <= 'Z'] };

    /// <summary>What an answer says that ends in a number: m + n = 5, \lfloor x \rfloor = 5.</summary>
    internal static MathNode? FinalValue(Relation relation)
    {
        var (operands, relators) = UpToApproximation(relation);
        if (operands.Count != 2 || relators is not [Relator.Equal] || FreeSymbols.Of(operands[1]).Names.Count > 0)
            return null;
        var isMade = operands[0] is Function { Name: "floor" or "ceil" or "abs" }
            || (operands[0] is Sum sum && sum.Terms.All(t => t is Symbol));
        return isMade ? operands[1] : null;
    }

    /// <summary>Whether it names something: x, x_1, f(x), \angle ABC, (x, y), a word.</summary>
    private static bool IsName(MathNode node) => node switch
    {
        Symbol or Words => true,
        Constant { Which: NamedConstant.E or NamedConstant.I } => false,
        Function { Name: "f" or "g" or "h" or "p" or "q" or "F" or "G" or "P" or "Q" or "T" or "inverse-f" } => true,
        Function { Name: "prime" or "derivative" or "vec" or "overline" or "hat" } => true,
        Function { Name: "abs", Arguments: [Product { Factors: var points }] } => points.All(IsPoint),
        Function function when function.Name.EndsWith('_') => true,
        Product product => product.Factors.All(IsPoint)
            || (product.Factors[0] is Symbol { Name: ['\\', ..] } && product.Factors.All(f => f is Symbol)),
        // AB : CD, \frac{AB}{CD}, \tan\alpha
        Ratio ratio => ratio.Parts.All(IsName),
        Quotient { Numerator: var above, Denominator: var below } => IsName(above) && IsName(below),
        Function { Name: "sin" or "cos" or "tan" or "cot" or "sec" or "csc", Arguments: [Symbol or Product] arguments } => arguments.All(IsName),
        Bracketed { IsSet: false } tuple => tuple.Items.All(IsName),
        Sequence sequence => sequence.Items.All(IsName),
        _ => false,
    };
}
