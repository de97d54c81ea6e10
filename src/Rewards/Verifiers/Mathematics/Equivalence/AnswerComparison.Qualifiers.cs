using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

// Values with conditions: x + c, where c is real. A condition of one side alone is taken as known from the question, unless it changes the
// value; conditions of both sides on one letter must be the same.
internal sealed partial class AnswerComparison
{
    private Decision Qualifications(MathNode gold, MathNode answer)
    {
        var (expected, wanted) = Parted(gold);
        var (given, held) = Parted(answer);
        (expected, wanted) = Described(expected, wanted);
        (given, held) = Described(given, held);
        (expected, wanted) = Substituted(expected, wanted);
        (given, held) = Substituted(given, held);
        (given, held) = Renamed(expected, wanted, given, held);
        if (IsRestricted(given, held, wanted) || IsRestricted(expected, wanted, held)
            || held.Exists(condition => Families.Narrows(expected, condition) && !wanted.Exists(w => IsSameLetter(w, condition))))
            return Decision.Different("condition", "a condition leaves only a part of the answer");
        foreach (var condition in held)
        {
            if (wanted.Any(w => Contradict(w, condition)))
                return Decision.Different("condition", $"the conditions on {NodeText.Of(condition.Operands[0])} differ");
        }

        return Compare(expected, given);
    }

    private static (MathNode Value, List<Relation> Conditions) Parted(MathNode node) =>
        node is Qualified qualified ? (qualified.Value, [.. qualified.Conditions.OfType<Relation>()]) : (node, []);

    // all n with n >= 3 are n >= 3
    private static (MathNode Value, List<Relation> Conditions) Described(MathNode value, List<Relation> conditions)
    {
        if (value is not Symbol { Name: var name })
            return (value, conditions);
        var at = conditions.FindIndex(c => c.Relators is [Relator.Less or Relator.LessOrEqual or Relator.Greater or Relator.GreaterOrEqual]
            && c.Operands[0] is Symbol symbol && symbol.Name == name);
        return at < 0 ? (value, conditions) : (conditions[at], [.. conditions.Where((_, i) => i != at)]);
    }

    // x, where x = 7
    private static (MathNode Value, List<Relation> Conditions) Substituted(MathNode value, List<Relation> conditions)
    {
        var others = new List<Relation>();
        foreach (var condition in conditions)
        {
            if (condition is { Relators: [Relator.Equal], Operands: [Symbol, Function { Name: "f" or "g" or "h" or "F" or "G" }] })
                continue; // kx, where k = f(1), says what k is, and not how much
            if (condition is { Relators: [Relator.Equal], Operands: [Symbol { Name: var name }, var at] })
                value = Rewriting.Replace(value, n => n is Symbol symbol && symbol.Name == name ? at : null);
            else
                others.Add(condition);
        }

        return (value, others);
    }

    // A letter that is said to be any has no name of its own, where the other side has one too.
    private static (MathNode Value, List<Relation> Conditions) Renamed(MathNode gold, List<Relation> wanted, MathNode answer, List<Relation> held)
    {
        var (expected, given) = (FreeSymbols.Of(gold).Names, FreeSymbols.Of(answer).Names);
        var from = given.Except(expected).ToList();
        var to = expected.Except(given).ToList();
        if (from.Count == 0 || from.Count != to.Count)
            return (answer, held);
        var names = new Dictionary<string, string>();
        for (var i = 0; i < from.Count; i++)
        {
            var (isDeclared, isWanted) = (Declares(held, from[i]), Declares(wanted, to[i]));
            if (!(isDeclared && (isWanted || IntegrationConstants.IsName(to[i]))) && !(isWanted && IntegrationConstants.IsParameter(from[i])))
                return (answer, held);
            names[from[i]] = to[i];
        }

        return (Named(answer), [.. held.Select(h => (Relation)Named(h))]);

        MathNode Named(MathNode node) => Rewriting.Replace(node, n => n is Symbol s && names.TryGetValue(s.Name, out var name) ? new Symbol(name) : null);
    }

    private static bool Declares(List<Relation> conditions, string name) => conditions.Exists(c => c.Operands[0] is Symbol symbol && symbol.Name == name);

    // x > 2 for whole x is not x > 2; and a value is not one at a point.
    private static bool IsRestricted(MathNode value, List<Relation> conditions, List<Relation> others)
    {
        foreach (var condition in conditions)
        {
            if (condition.Operands[0] is not Symbol { Name: var name }
                || others.Exists(o => !Contradict(o, condition) && o.Operands[0] is Symbol s && s.Name == name))
                continue;
            if (value is not (Relation { Relators: not [Relator.Equal] } or Sequence { Items: [Relation { Relators: not [Relator.Equal] }, ..] }))
                continue;
            var isHarmless = condition is { Relators: [Relator.In], Operands: [_, NamedSet { Name: var set }] }
                && (set is "R" or "any" || (set is "Z" or "N" or "Z+" && IsOfWholeNumbers(name)));
            if (!isHarmless && FreeSymbols.Of(value).Names.Contains(name))
                return true;
        }

        return false;
    }

    private static bool IsSameLetter(Relation left, Relation right) =>
        left.Operands[0] is Symbol { Name: var name } && right.Operands[0] is Symbol other && other.Name == name;

    private static bool Contradict(Relation gold, Relation answer)
    {
        if (gold.Operands[0] is not Symbol { Name: var name } || answer.Operands[0] is not Symbol { Name: var other } || name != other)
            return false;
        if (Domain(gold) is { } expected && Domain(answer) is { } given)
            return expected != given && expected != "any" && given != "any";
        var isBoth = gold.Relators is [not Relator.In] && answer.Relators is [not Relator.In];
        return isBoth && !IsPositive(gold, answer) && NodeText.Of(gold) != NodeText.Of(answer);
    }

    // n >= 1 and n > 0 say the same of whole numbers.
    private static bool IsPositive(Relation gold, Relation answer) => IsFromOne(gold) && IsFromOne(answer);

    private static bool IsFromOne(Relation bound) => bound is { Relators: [var relator], Operands: [_, Number { Value: var value }] }
        && (relator == Relator.GreaterOrEqual ? value == Rational.One : relator == Relator.Greater && value.IsZero);

    private static string? Domain(Relation condition) => condition is { Relators: [Relator.In], Operands: [_, NamedSet { Name: var set }] }
        ? set switch { "Z+" or "N+" or "N*" => "N", "N0" => "Z0", var plain => plain }
        : null;
}
