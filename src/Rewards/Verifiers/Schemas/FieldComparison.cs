using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>
/// Counts the leaves that two JSON values share. A leaf is a text, number, boolean or null, or an object or list without anything in it; it is
/// found by the keys that lead to it. The items of lists are paired so that most leaves agree, or by their place.
/// </summary>
internal sealed class FieldComparison(bool ordersLists, bool normalizesText, double absolute, double relative)
{
    // Pairing costs the product of the lengths and more; longer lists are paired where they are equal, and for the rest by place.
    private const int LongestPaired = 64;
    private const int MostSteps = 2_000_000;
    private readonly Dictionary<Literal, int> _leaves = new(ReferenceEqualityComparer.Instance);
    private int _steps;

    public FieldCounts Compare(Literal answer, Literal reference) => new(Matched(answer, reference), Leaves(answer), Leaves(reference));

    private int Leaves(Literal value)
    {
        if (value.Kind is not (LiteralKind.Map or LiteralKind.List))
            return 1;
        if (_leaves.TryGetValue(value, out var count))
            return count;
        count = value.Kind == LiteralKind.Map ? value.Members.Sum(member => Leaves(member.Value)) : value.Items.Sum(Leaves);
        return _leaves[value] = Math.Max(count, 1);
    }

    private int Matched(Literal answer, Literal reference)
    {
        _steps++;
        if (answer.Kind == LiteralKind.Map && reference.Kind == LiteralKind.Map)
        {
            if (answer.Members.Count == 0 && reference.Members.Count == 0)
                return 1;
            return reference.Members.Sum(member => answer.Member(member.Key) is { } same ? Matched(same, member.Value) : 0);
        }

        if (answer.Kind == LiteralKind.List && reference.Kind == LiteralKind.List)
        {
            if (answer.Items.Count == 0 && reference.Items.Count == 0)
                return 1;
            return ordersLists ? ByPlace(answer.Items, reference.Items) : Paired(answer.Items, reference.Items);
        }

        return IsSame(answer, reference) ? 1 : 0;
    }

    private int ByPlace(IReadOnlyList<Literal> answer, IReadOnlyList<Literal> reference)
    {
        var matched = 0;
        for (var i = 0; i < Math.Min(answer.Count, reference.Count); i++)
            matched += Matched(answer[i], reference[i]);
        return matched;
    }

    private int Paired(IReadOnlyList<Literal> answer, IReadOnlyList<Literal> reference)
    {
        var (matched, left, wanted) = TakeEqual(answer, reference);
        if (left.Count == 0 || wanted.Count == 0)
            return matched;
        if (left.Count > LongestPaired || wanted.Count > LongestPaired || _steps > MostSteps)
            return matched + ByPlace(left, wanted);
        var gain = new double[left.Count, wanted.Count];
        for (var i = 0; i < left.Count; i++)
        {
            for (var j = 0; j < wanted.Count; j++)
                gain[i, j] = Matched(left[i], wanted[j]);
        }

        return matched + Assignment.Best(gain).Select((j, i) => j < 0 ? 0 : (int)gain[i, j]).Sum();
    }

    // What stands in both as it is belongs together; only the rest has to be compared each with each.
    private (int Matched, List<Literal> Left, List<Literal> Wanted) TakeEqual(IReadOnlyList<Literal> answer, IReadOnlyList<Literal> reference)
    {
        var counts = new Dictionary<Literal, int>(LiteralEquality.Json);
        foreach (var item in reference)
            counts[item] = counts.GetValueOrDefault(item) + 1;
        var (matched, left, wanted) = (0, new List<Literal>(), new List<Literal>());
        var taken = new Dictionary<Literal, int>(LiteralEquality.Json);
        foreach (var item in answer)
        {
            if (counts.GetValueOrDefault(item) == 0)
            {
                left.Add(item);
                continue;
            }

            counts[item]--;
            taken[item] = taken.GetValueOrDefault(item) + 1;
            matched += Leaves(item);
        }

        foreach (var item in reference)
        {
            if (taken.GetValueOrDefault(item) > 0)
                taken[item]--;
            else
                wanted.Add(item);
        }

        return (matched, left, wanted);
    }

    private bool IsSame(Literal answer, Literal reference)
    {
        if (answer.Kind != reference.Kind)
            return false;
        if (answer.Kind == LiteralKind.Number && absolute + relative > 0)
        {
            var (given, expected) = (answer.Number.ToDouble(), reference.Number.ToDouble());
            return LiteralEquality.Json.Equals(answer, reference) || Math.Abs(given - expected) <= absolute + relative * Math.Abs(expected);
        }

        return LiteralEquality.Json.Equals(answer, reference)
            || (normalizesText && answer.Kind == LiteralKind.Text && TextNormalization.Normalize(answer.Text) is { Length: > 0 } text
                && text == TextNormalization.Normalize(reference.Text));
    }
}
