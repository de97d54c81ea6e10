using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

// Several solutions of one system: p = 3, q = 2; p = 5, q = 2 are the points (3, 2) and (5, 2), in the order of the names.
internal sealed partial class AnswerComparison
{
    private Decision? Systems(MathNode gold, MathNode answer)
    {
        var (expected, given) = (AsPoints(gold), AsPoints(answer));
        return expected is null && given is null ? null : Compare(expected ?? gold, given ?? answer);
    }

    // Null where the list does not give the same names over and over, a value to each.
    private static Sequence? AsPoints(MathNode node)
    {
        if (node is not Sequence { Items: { Count: >= 4 } items })
            return null;
        var names = new List<string>();
        foreach (var item in items)
        {
            if (item is not Relation relation || Answers.AssignedName(relation) is not { } name || Answers.AssignedValue(relation) is null)
                return null;
            names.Add(NodeText.Of(name));
        }

        var width = names.IndexOf(names[0], 1);
        if (width < 2 || items.Count % width != 0)
            return null;
        var points = new List<MathNode>();
        for (var at = 0; at < items.Count; at += width)
        {
            var row = Enumerable.Range(at, width).OrderBy(i => names[i], StringComparer.Ordinal).ToList();
            if (at > 0 && !row.Select(i => names[i]).SequenceEqual(names.Take(width).Order(StringComparer.Ordinal)))
                return null;
            points.Add(new Bracketed('(', ')', [.. row.Select(i => Answers.AssignedValue((Relation)items[i])!)]));
        }

        return new Sequence(points, Joint.Comma);
    }
}
