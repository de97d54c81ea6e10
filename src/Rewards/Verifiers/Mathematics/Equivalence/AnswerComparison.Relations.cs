using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

// Equations and inequalities. An equation that names a value is that value; any other is a condition, the same up to a factor.
internal sealed partial class AnswerComparison
{
    private Decision Relations(MathNode gold, MathNode answer)
    {
        if (answer is Relation chain && EqualityChains.IsFalse(chain, fuel))
            return Decision.Different("relation", "the answer's equation is false");
        if (gold is Relation { Operands: [Function, _] })
            answer = IntegrationConstants.Renamed(gold, SameVariable(gold, answer));
        var (goldSet, answerSet) = (SetOfMembers(gold), SetOfMembers(answer));
        if (goldSet is not null || answerSet is not null)
            return Sets(gold, answer) ?? Compare(goldSet ?? gold, answerSet ?? answer);
        if (answer is Sequence && Paired(gold) is { } pairs)
            return Compare(pairs, answer);
        if (gold is Sequence && Paired(answer) is { } given)
            return Compare(gold, given);
        return (gold, answer) switch
        {
            (Relation left, Relation right) => BothRelations(left, right),
            (Relation named, _) => Named(named, answer),
            (_, Relation named) => Naming(gold, named),
            _ => Decision.Different("relation", "one is a relation"),
        };
    }

    // P(t) = t^2 defines what P(x) = x^2 does.
    private static MathNode SameVariable(MathNode gold, MathNode answer)
    {
        if (gold is not Relation { Operands: [Function { Name: var name, Arguments: [Symbol expected] }, ..], Relators: [Relator.Equal] }
            || answer is not Relation { Operands: [Function { Name: var other, Arguments: [Symbol given] }, ..], Relators: [Relator.Equal] }
            || name != other || expected.Name == given.Name || FreeSymbols.Of(answer).Names.Contains(expected.Name))
            return answer;
        return Rewriting.Replace(answer, n => n is Symbol symbol && symbol.Name == given.Name ? expected : null);
    }

    // The set of x \in S.
    private static MathNode? SetOfMembers(MathNode node) =>
        node is Relation { Relators: [Relator.In], Operands: [_, var set] } ? set : null;

    // (x, y) = (1, 2) as x = 1, y = 2
    private static Sequence? Paired(MathNode node)
    {
        if (node is not Relation { Operands: [Bracketed names, Bracketed values] } || names.Items.Count != values.Items.Count)
            return null;
        return new Sequence([.. names.Items.Zip(values.Items, (name, value) => new Relation([name, value], [Relator.Equal]))], Joint.Comma);
    }

    // The reference names its value, the answer gives just that.
    private Decision Named(Relation gold, MathNode answer)
    {
        if (Sets(gold, answer) is { } sets)
            return sets;
        if (Answers.AssignedValue(gold) is { } value)
            return Compare(value, answer);
        return Decision.Different("relation", "the reference is a condition, the answer is none");
    }

    private Decision Naming(MathNode gold, Relation answer)
    {
        if (Answers.AssignedValue(answer) is { } value)
        {
            // 6 = 5 and 4 -> 5 say nothing
            var isUnnamed = answer.Operands.Count == 2 && answer.Relators[0] is (Relator.Equal or Relator.Maps) && Answers.AssignedName(answer) is null
                && answer.Operands.All(o => o is not Measured);
            return isUnnamed && !Compare(answer.Operands[0], answer.Operands[1]).IsEqual
                ? Decision.Different("relation", "the answer's equation is false")
                : Compare(gold, value);
        }

        if (Answers.FinalValue(answer) is { } final)
            return Compare(gold, final);
        if (Worked(answer) is { } worked)
            return Compare(gold, worked);
        return Sets(gold, answer) ?? Decision.Different("relation", "the answer is a condition, the reference is none");
    }

    // x^2 - 9 = (x - 3)(x + 3), which holds for every x, and \int 2x dx = x^2 + C end in what was asked for.
    private MathNode? Worked(Relation answer)
    {
        if (answer.Operands is not [var given, var found] || answer.Relators is not [Relator.Equal] || found is Relation or Sequence or Bracketed)
            return null;
        var isAsked = given is Function { Name: "int" or "lim" } or Product { Factors: [Function { Name: "int" }, ..] };
        return isAsked || (FreeSymbols.Of(given).Names.Count > 0
            && ScalarEquivalence.Decide(given, found, options, fuel).IsEqual)
            ? found
            : null;
    }

    private Decision BothRelations(Relation gold, Relation answer)
    {
        var (expected, given) = (Answers.AssignedValue(gold), Answers.AssignedValue(answer));
        if (expected is not null && given is not null && (IsConstant(expected) || !IsFormula(expected)))
        {
            return IsNamedOtherwise(gold, answer)
                ? Decision.Different("relation", "they give values to other names")
                : Compare(expected, given);
        }

        var (left, right) = (Short(gold), Short(answer));
        if (left.Relators.Count == 1 && right.Relators.Count == 1 && IsDirected(left.Relators[0]))
            return Chains(left, right);
        if (left.Relators.Count > 1 || right.Relators.Count > 1)
            return Sets(gold, answer) ?? Chains(left, right);
        var proportional = Equations.Compare(left, right, fuel);
        if (proportional.IsEqual)
            return proportional;
        if (Sets(gold, answer) is { } sets)
            return sets;
        // y = 2x and f(x) = 2x, where neither name is a variable of the values
        if (expected is not null && given is not null && !IsNamedOtherwise(gold, answer)
            && !MentionsEither(expected) && !MentionsEither(given))
            return Compare(expected, given);
        return proportional;

        bool MentionsEither(MathNode value) => Mentions(value, gold.Operands[0]) || Mentions(value, answer.Operands[0]);

        static Relation Short(Relation relation)
        {
            var (operands, relators) = Answers.UpToApproximation(relation);
            return new Relation(operands, relators);
        }
    }

    // Relations that neither sides brought together nor a factor leaves as they are.
    private static bool IsDirected(Relator relator) => relator is Relator.Subset or Relator.Maps or Relator.In or Relator.NotIn
        or Relator.Congruent or Relator.Similar or Relator.Approximately or Relator.Perpendicular or Relator.Parallel;

    private static bool IsFormula(MathNode node) => node is Sum or Product or Quotient or Power or Symbol or Root or Function;

    private static bool IsConstant(MathNode node) => FreeSymbols.Of(node).Names.Count == 0;

    // "x = 15" and "t = 15" say the same number; (x, y) = (1, 2) and (y, x) = (1, 2) do not say the same point.
    private static bool IsNamedOtherwise(Relation gold, Relation answer) =>
        // x_1 = x_2 = 1 names both roots
        !(answer.Operands.Count > 2 && answer.Operands.Take(answer.Operands.Count - 1).All(o => o is Symbol)) &&
        Answers.AssignedName(gold) is { } expected && Answers.AssignedName(answer) is { } given && !Answers.MayBeOne(expected, given);

    private static bool Mentions(MathNode node, MathNode name) => name is Symbol symbol && FreeSymbols.Of(node).Names.Contains(symbol.Name);

    // a < b < c, which may be written from the other end.
    private Decision Chains(Relation gold, Relation answer)
    {
        if (gold.Relators.SequenceEqual(answer.Relators) && InOrder(gold.Operands, answer.Operands) is { IsEqual: true } same)
            return same;
        if (gold.Relators.Any(IsDirected))
            return Decision.Different("relation", "the chains differ");
        var turned = new Relation([.. answer.Operands.Reverse()], [.. answer.Relators.Reverse().Select(Opposite)]);
        return gold.Relators.SequenceEqual(turned.Relators)
            ? InOrder(gold.Operands, turned.Operands)
            : Decision.Different("relation", "the chains differ");
    }

    private static Relator Opposite(Relator relator) => relator switch
    {
        Relator.Less => Relator.Greater,
        Relator.LessOrEqual => Relator.GreaterOrEqual,
        Relator.Greater => Relator.Less,
        Relator.GreaterOrEqual => Relator.LessOrEqual,
        _ => relator,
    };

    // Intervals, unions, inequalities in one variable.
    private Decision? Sets(MathNode gold, MathNode answer)
    {
        // Two brackets are compared as points or intervals, end by end.
        if (!IsSetLike(gold) || !IsSetLike(answer) || (gold is Bracketed && answer is Bracketed))
            return null;
        if (IsCondition(gold) != IsCondition(answer) && !Allows(gold))
            return Decision.Different("set", "an inequality and a set are told apart by option");
        var sets = new SolutionSets(fuel);
        if (sets.Of(gold) is not { } expected || sets.Of(answer) is not { } given)
            return gold is SetOperation left && answer is SetOperation right ? Operations(left, right) : null;
        return expected.Equals(given)
            ? Decision.Equal("set", "they are the same set of real numbers")
            : Decision.Different("set", "they are different sets of real numbers");
    }

    private bool Allows(MathNode gold) => options.SetRelation switch
    {
        SetRelationRule.Symmetric => true,
        SetRelationRule.IntervalOnly => IsCondition(gold),
        _ => false,
    };

    private static bool IsCondition(MathNode node) => node is Relation { Relators: not [Relator.In] } or Sequence;

    private static bool IsSetLike(MathNode node) => node is Bracketed or SetOperation or NamedSet or SetBuilder
        || (node is Relation relation && !relation.Relators.Contains(Relator.Equal))
        || (node is Sequence sequence && sequence.Items.All(i => i is Relation r && !r.Relators.Contains(Relator.Equal)));

    // Sets that are no unions of intervals are compared piece by piece.
    private Decision Operations(SetOperation gold, SetOperation answer)
    {
        if (gold.Operator != answer.Operator)
            return Decision.Different("set", "the set operations differ");
        var straight = InOrder([gold.Left, gold.Right], [answer.Left, answer.Right]);
        return straight.IsEqual || gold.Operator == SetOperator.Difference
            ? straight
            : InOrder([gold.Left, gold.Right], [answer.Right, answer.Left]);
    }
}
