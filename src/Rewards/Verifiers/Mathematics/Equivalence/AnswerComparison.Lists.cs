using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

// Points, lists and sets. A point is not a set; a list without brackets may be either.
internal sealed partial class AnswerComparison
{
    private Decision? Lists(MathNode gold, MathNode answer)
    {
        if (gold is not (Sequence or Bracketed) && answer is not (Sequence or Bracketed))
            return null;
        if (FreeSymbols.Of(gold, answer).HasMatrix && !(gold is Sequence && answer is Sequence))
            return null;
        if (gold is not (Sequence or Bracketed) && answer is Sequence { Joint: Joint.Or } same
            && same.Items.All(i => Compare(gold, i).IsEqual))
            return Decision.Equal("exact", "the same value, written in several ways"); // 3/4 or 0.75
        if (Dotted(gold, answer) is { } dotted)
            return dotted;
        return (gold, answer) switch
        {
            (Sequence expected, Sequence given) when AreJoinedOtherwise(expected, given) =>
                Decision.Different("joint", "one says and, the other or"),
            (Sequence expected, Sequence given) => BothUnnamed(expected, given),
            (Sequence expected, Bracketed { IsSet: true } given) => Sequences(Unnamed(expected), given.Items),
            (Bracketed { IsSet: true } expected, Sequence given) => Sequences(expected.Items, Unnamed(given)),
            (Bracketed { IsSet: true } expected, Bracketed { IsSet: true } given) =>
                Unordered(Distinct(expected.Items), Distinct(given.Items)),
            (Bracketed { IsSet: false } expected, Bracketed { IsSet: false } given) => Points(expected, given),
            (Bracketed { IsSet: false, Open: '(' or '<' } expected, Sequence given) => InOrder(expected.Items, Values(given)),
            (Sequence expected, Bracketed { IsSet: false, Open: '(' or '<' } given) => InOrder(Values(expected), given.Items),
            (Bracketed { IsSet: true, Items: [not NamedSet and var only] }, not (Bracketed or Sequence)) => Compare(only, answer),
            (not (Bracketed or Sequence), Bracketed { IsSet: true, Items: [not NamedSet and var only] }) => Compare(gold, only),
            _ => Decision.Different("form", "a list, a point or a set is not a single value, nor one of these another"),
        };
    }

    // "x > 1 and y > 2" is not "x > 1 or y > 2"; between the values of one name the words mean the same.
    private static bool AreJoinedOtherwise(Sequence gold, Sequence answer) =>
        gold.Joint is Joint.And or Joint.Or && answer.Joint is Joint.And or Joint.Or && gold.Joint != answer.Joint
        && gold.Items.All(i => i is Relation or Symbol) && answer.Items.All(i => i is Relation or Symbol)
        && Unnamed(gold) == gold.Items;

    private Decision Sequences(IReadOnlyList<MathNode> gold, IReadOnlyList<MathNode> answer)
    {
        if (ByName(gold) is { } expected)
        {
            if (ByName(answer) is { } given)
                return SameNames(expected, given);
            if (!answer.Any(i => i is Relation))
                return InOrder([.. gold.Select(i => Answers.AssignedValue((Relation)i)!)], answer);
        }

        return options.KeepsListOrder ? InOrder(gold, answer) : Unordered([.. gold], [.. answer]);
    }

    // One side's name may go only where the other side has none.
    private Decision BothUnnamed(Sequence gold, Sequence answer)
    {
        var (expected, given) = (Unnamed(gold), Unnamed(answer));
        if (expected != gold.Items && given == answer.Items && Numbered(answer, gold.Items[0]) is { } roots)
            return Sequences(expected, roots);
        var hasOneName = (expected == gold.Items) != (given == answer.Items);
        var other = expected == gold.Items ? gold : answer;
        return hasOneName && other.Items.Any(i => i is Relation) ? Sequences(gold.Items, answer.Items) : Sequences(expected, given);
    }

    // x = 1, y = 2: each value belongs to its name.
    private static SortedDictionary<string, MathNode>? ByName(IReadOnlyList<MathNode> items)
    {
        var values = new SortedDictionary<string, MathNode>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item is not Relation relation || Answers.AssignedName(relation) is not { } name)
                return null;
            if (Answers.AssignedValue(relation) is not { } value || !values.TryAdd(NodeText.Of(name), value))
                return null;
        }

        return values.Count > 1 ? values : null;
    }

    private Decision SameNames(SortedDictionary<string, MathNode> gold, SortedDictionary<string, MathNode> answer) =>
        gold.Keys.SequenceEqual(answer.Keys)
            ? InOrder([.. gold.Values], [.. answer.Values])
            : Decision.Different("names", "they give values to other names");

    private Decision Points(Bracketed gold, Bracketed answer)
    {
        // [1, 2] may be a vector as (1, 2) may; with an infinite end, or one bracket round and one square, it is an interval.
        if (Kind(gold) != Kind(answer))
            return Decision.Different("brackets", $"{gold.Open}...{gold.Close} is not {answer.Open}...{answer.Close}");
        return InOrder(gold.Items, answer.Items);
    }

    private static (char Open, char Close) Kind(Bracketed bracketed) => (bracketed.Open, bracketed.Close) switch
    {
        ('<', '>') => ('(', ')'),
        ('[', ']') when bracketed.Items.Count > 2 => ('(', ')'),
        var kind => kind,
    };

    private List<MathNode> Distinct(IReadOnlyList<MathNode> items)
    {
        var distinct = new List<MathNode>();
        var seen = new HashSet<string>();
        foreach (var item in items)
        {
            if (!fuel.Spend(10) || seen.Add(NodeText.Of(item)))
                distinct.Add(item);
        }

        return distinct;
    }

    // n = 1, 2, 3 names its list once.
    private static IReadOnlyList<MathNode> Unnamed(Sequence sequence)
    {
        if (sequence.Items[0] is not Relation first || Answers.AssignedValue(first) is not { } value)
            return sequence.Items;
        if (sequence.Items.Skip(1).All(i => i is not Relation))
            return [value, .. sequence.Items.Skip(1)];
        // x = 1 or x = 2: one name, several values
        var name = NodeText.Of(first.Operands[0]);
        return sequence.Items.All(i => i is Relation r && Answers.AssignedValue(r) is not null && NodeText.Of(r.Operands[0]) == name)
            ? [.. sequence.Items.Select(i => Answers.AssignedValue((Relation)i)!)]
            : sequence.Items;
    }

    // x_1 = 2, x_2 = 3 are two values of x.
    private static IReadOnlyList<MathNode>? Numbered(Sequence answer, MathNode named)
    {
        if (named is not Relation { Operands: [Symbol { Name: var name }, ..] })
            return null;
        var names = new HashSet<string>();
        var values = new List<MathNode>();
        foreach (var item in answer.Items)
        {
            if (item is not Relation { Operands: [Symbol { Name: var root }, ..] } relation || Answers.AssignedValue(relation) is not { } value
                || root.Length != name.Length + 2 || !root.StartsWith(name + "_", StringComparison.Ordinal) || !names.Add(root))
                return null;
            values.Add(value);
        }

        return values;
    }

    // x = 1, y = 2 as the point (1, 2): in the order of the names.
    private static IReadOnlyList<MathNode> Values(Sequence sequence)
    {
        var items = Unnamed(sequence);
        if (!items.All(i => i is Relation r && Answers.AssignedValue(r) is not null))
            return items;
        var byName = items.Cast<Relation>().OrderBy(r => NodeText.Of(r.Operands[0]), StringComparer.Ordinal);
        return [.. byName.Select(r => Answers.AssignedValue(r)!)];
    }
}
