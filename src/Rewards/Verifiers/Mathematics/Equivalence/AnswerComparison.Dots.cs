using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

// Lists and sets that go on: 1, 2, ..., m is 1, 2, 3, ..., m.
internal sealed partial class AnswerComparison
{
    private Decision? Dotted(MathNode gold, MathNode answer)
    {
        if (Items(gold) is not { } expected || Items(answer) is not { } given)
            return null;
        if (!expected.Any(Progressions.IsDots) && !given.Any(Progressions.IsDots))
            return null;
        if (gold is Bracketed left && answer is Bracketed right && Kind(left) != Kind(right))
            return Decision.Different("brackets", "the brackets differ");
        if (Progressions.Parts(expected) is not (var goldHead, var goldTail) || Progressions.Parts(given) is not (var head, var tail))
            return InOrder(expected, given);
        if (goldTail.Count != tail.Count || InOrder(goldTail, tail) is { IsEqual: false })
            return Decision.Different("list", "the lists end otherwise");
        var common = Math.Min(goldHead.Count, head.Count);
        var beginning = InOrder([.. goldHead.Take(common)], [.. head.Take(common)]);
        if (!beginning.IsEqual || goldHead.Count == head.Count)
            return beginning;
        var (shorter, longer) = goldHead.Count < head.Count ? (goldHead, head) : (head, goldHead);
        return Progressions.GoesOn(shorter, longer, fuel)
            ? Decision.Equal("exact", "one list goes on as the other begins")
            : Decision.Different("list", "the lists go on otherwise");
    }

    private static IReadOnlyList<MathNode>? Items(MathNode node) => node switch
    {
        Sequence sequence => Unnamed(sequence),
        Bracketed bracketed => bracketed.Items,
        _ => null,
    };

    // {3, 4, 5, ...} as n >= 3, where n is a letter of whole numbers.
    private Decision? Onward(MathNode gold, MathNode answer)
    {
        if (Bound(gold) is { } expected && answer is Bracketed { IsSet: true } or Sequence)
            return StartsAt(Items(answer)!, expected);
        return Bound(answer) is { } given && gold is Bracketed { IsSet: true } or Sequence ? StartsAt(Items(gold)!, given) : null;
    }

    private Decision? StartsAt(IReadOnlyList<MathNode> items, MathNode bound)
    {
        if (Progressions.Parts(items) is not ({ Count: >= 2 } head, { Count: 0 }))
            return null;
        var next = new Sum([head[0], Number.Of(1)]);
        return Compare(bound, head[0]).IsEqual && Compare(next, head[1]).IsEqual && Progressions.GoesOn([head[0], head[1]], head, fuel)
            ? Decision.Equal("set", "the set holds the whole numbers from the bound on")
            : Decision.Different("set", "the set holds other numbers");
    }

    private static MathNode? Bound(MathNode node) => node is Relation { Relators: [Relator.GreaterOrEqual], Operands: [Symbol { Name: var name }, var bound] }
        && IsOfWholeNumbers(name) ? bound : null;

    private static bool IsOfWholeNumbers(string name) => name is "n" or "m" or "k" or "j" or "l" or "p" or "q" or "N" or "K" or "M";
}
