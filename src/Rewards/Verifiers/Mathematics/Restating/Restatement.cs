using Rlar.Rewards.Verifiers.Mathematics.Equivalence;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Restating;

/// <summary>
/// Whether an answer that equals the reference only says the problem again. It does not where the reference has the same form: then nothing was
/// to be done, or the answer was to be chosen.
/// </summary>
internal sealed class Restatement
{
    private readonly MathNode _gold;
    private readonly HashSet<string> _forms = [];
    private readonly Fuel _fuel;

    private Restatement(MathNode gold, Fuel fuel)
    {
        (_gold, _fuel) = (gold, fuel);
        Visit(gold);
    }

    /// <summary>Why the answer is none; null where it is one.</summary>
    internal static string? Why(MathNode gold, MathNode answer, PromptMathematics? prompt, bool mustBeEvaluated, Fuel fuel)
    {
        if (prompt is null && !mustBeEvaluated)
            return null;
        var rule = new Restatement(gold, fuel);
        if (prompt is not null && rule.Unsolved(answer, prompt) is { } unsolved)
            return unsolved;
        string? why = null;
        foreach (var value in rule.Values(answer))
        {
            why = (prompt is null ? null : rule.Repeated(value, prompt)) ?? (mustBeEvaluated && rule.IsLeft(value) ? "the answer is not evaluated" : null);
            // In a chain of equations one finished value is enough, in a list all must be.
            if ((why is null) == IsChain(answer))
                return why;
        }

        return why;
    }

    private static bool IsChain(MathNode answer) => answer is Relation;

    private IEnumerable<MathNode> Values(MathNode answer) => answer switch
    {
        Relation { Relators: var relators } relation when relators.All(r => r is Relator.Equal or Relator.Approximately) =>
            relation.Operands.Where((o, at) => at > 0 || o is not (Symbol or Words or Function)).Where(o => o is not (Symbol or Words)).SelectMany(Values),
        Relation => [],
        Sequence sequence => sequence.Items.SelectMany(Values),
        Bracketed bracketed => bracketed.Items.SelectMany(Values),
        Either either => Values(either.First),
        _ => [answer],
    };

    private void Visit(MathNode node)
    {
        if (!_fuel.Spend(10))
            return;
        _ = _forms.Add(CanonicalText.Of(node));
        foreach (var child in node.Children)
            Visit(child);
    }

    private bool IsOfGold(string form) => _forms.Contains(form);

    private bool IsLeft(MathNode value) => !IsOfGold(CanonicalText.Of(value)) && UnfinishedArithmetic.IsLeft(value, _fuel);

    private string? Repeated(MathNode value, PromptMathematics prompt)
    {
        var bare = value is Measured { Value: var figure } ? figure : value;
        var form = CanonicalText.Of(bare);
        if (IsOfGold(form) || !_fuel.Spend(form.Length))
            return null;
        var isCompound = IsCompound(bare);
        if (isCompound && prompt.IsComputation && prompt.Gives(Leaves(bare)) && !UnfinishedArithmetic.IsIn(_gold))
            return "the answer is the prompt's own computation, not carried out";
        if (prompt.Holds(form) && (isCompound ? !prompt.OffersChoice : prompt.AsksToConvert && bare is not Symbol))
            return "the answer is the prompt's own expression";
        return Undone(bare, prompt) ?? Unarranged(bare, prompt);
    }

    private static bool IsCompound(MathNode node) =>
        node is Sum or Product or Quotient or Power or Root or Function or Series && !UnfinishedArithmetic.IsPlain(node);

    // The prompt has an expression of the reference's value, and the answer is arithmetic too.
    private string? Undone(MathNode value, PromptMathematics prompt)
    {
        if (!UnfinishedArithmetic.IsIn(value) || UnfinishedArithmetic.IsIn(_gold))
            return null;
        return prompt.IsComputation || prompt.HasEquation || (prompt.AsksToCollect && prompt.HasExpression)
            || (new ExactEvaluation(_fuel).Of(value) is { } number && prompt.AsksFor(number))
                ? "the answer is arithmetic that is not carried out"
                : null;
    }

    private string? Unarranged(MathNode value, PromptMathematics prompt)
    {
        if (FreeSymbols.Of(value).Names is not { Count: > 0 } names || !prompt.Names(names))
            return null;
        if (prompt.AsksToFactor && AlgebraicForm.Factors(value) < AlgebraicForm.Factors(_gold))
            return "the answer is not factored";
        if (prompt.AsksToExpand && AlgebraicForm.HasProductOfSums(value) && !AlgebraicForm.HasProductOfSums(_gold))
            return "the answer is not expanded";
        return prompt.AsksToCollect && AlgebraicForm.HasLikeTerms(value) && !AlgebraicForm.HasLikeTerms(_gold) ? "the answer has like terms" : null;
    }

    // The prompt gives an equation or inequality, the reference its solution, the answer another condition.
    private string? Unsolved(MathNode answer, PromptMathematics prompt)
    {
        var condition = answer is SetBuilder builder ? builder.Condition : answer;
        if (condition is not Relation relation || relation.Relators.Any(r => r is Relator.In) || IsSolved(relation))
            return null;
        if (prompt.Holds(CanonicalText.Of(relation)) && !IsOfGold(CanonicalText.Of(relation)) && !prompt.OffersChoice)
            return "the answer is the prompt's own equation";
        var names = FreeSymbols.Of(relation).Names;
        return names.Count > 0 && IsSolution(_gold) && prompt.GivesRelationIn(names) ? "the answer is a condition that is not solved" : null;
    }

    private static bool IsSolution(MathNode gold) => gold switch
    {
        Relation relation => IsSolved(relation),
        Sequence sequence => sequence.Items.All(IsSolution),
        Bracketed or SetOperation or NamedSet or Number or Quotient => FreeSymbols.Of(gold).Names.Count == 0,
        _ => false,
    };

    // A letter on one side, numbers on the others.
    private static bool IsSolved(Relation relation) =>
        relation.Operands.Count(o => o is Symbol or Words or Function { Name.Length: 1, Arguments: [Symbol] }) == 1
        && relation.Operands.Count(o => FreeSymbols.Of(o).Names.Count > 0) <= 1;

    // The numbers of an expression, without the 2 of a square root and signs.
    private static List<Rational> Leaves(MathNode node)
    {
        var found = new List<Rational>();
        Collect(node);
        return found;

        void Collect(MathNode piece)
        {
            if (piece is Number number && number.Value.Abs() != Rational.One)
                found.Add(number.Value.Abs());
            if (piece is Root root)
                Collect(root.Radicand);
            else
                foreach (var child in piece.Children)
                    Collect(child);
        }
    }
}
