using Rlar.Rewards.Verifiers.Mathematics.Equivalence;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Restating;

/// <summary>What a prompt gives and asks for, as far as an answer could repeat it. The same for every completion of a group.</summary>
internal sealed class PromptMathematics
{
    // A prompt costs no more than a verification.
    private const long Steps = Fuel.Default;

    // Of a long prompt the first pieces.
    private const int MostForms = 2000;

    private readonly HashSet<string> _forms = [];
    private readonly HashSet<string> _values = [];
    private readonly List<string> _symbols = [];
    private readonly List<Rational> _numbers = [];
    private readonly bool _hasRelation;

    private PromptMathematics(string prompt)
    {
        var question = PromptReading.Question(prompt);
        AsksToExpand = PromptWords.AskToExpand(question);
        AsksToFactor = PromptWords.AskToFactor(question);
        AsksToCollect = PromptWords.AskToCollect(question);
        AsksToConvert = PromptWords.AskToConvert(question);
        OffersChoice = PromptWords.OfferChoice(question);
        var fuel = new Fuel(Steps);
        var expressions = PromptReading.Expressions(question, fuel);
        IsComputation = IsNothingElse(question);
        var definitions = new Definitions(expressions);
        foreach (var expression in expressions)
        {
            _hasRelation |= expression is Relation;
            Take(expression, fuel);
            foreach (var substituted in definitions.Substituted(expression, fuel))
                Take(substituted, fuel);
        }
    }

    internal bool AsksToExpand { get; }

    internal bool AsksToFactor { get; }

    internal bool AsksToCollect { get; }

    internal bool AsksToConvert { get; }

    internal bool OffersChoice { get; }

    /// <summary>Whether the prompt is a computation in words and numbers, and nothing else.</summary>
    internal bool IsComputation { get; }

    /// <summary>Reads a prompt; null where it is empty.</summary>
    internal static PromptMathematics? Of(string? prompt) => string.IsNullOrWhiteSpace(prompt) ? null : new PromptMathematics(prompt);

    /// <summary>Whether this expression, trivially rewritten or not, stands in the prompt.</summary>
    internal bool Holds(string canonical) => _forms.Contains(canonical);

    /// <summary>Whether the prompt holds an expression of this value, which is then what is to be computed.</summary>
    internal bool AsksFor(Rational value) => _values.Contains(value.ToString());

    /// <summary>Whether there is an expression or an equation with letters: arithmetic in numbers is not all that is asked for.</summary>
    internal bool HasEquation => _hasRelation && _symbols.Count > 0;

    /// <summary>Whether it holds something more than numbers and letters.</summary>
    internal bool HasExpression { get; private set; }

    /// <summary>Whether all of these letters stand in its formulas.</summary>
    internal bool Names(IReadOnlyList<string> names) => names.All(_symbols.Contains);

    /// <summary>Whether it gives an equation or an inequality in all of these names.</summary>
    internal bool GivesRelationIn(IReadOnlyList<string> names) => _hasRelation && names.All(_symbols.Contains);

    /// <summary>Whether all of these numbers stand in the prompt.</summary>
    internal bool Gives(IReadOnlyList<Rational> numbers) => numbers.All(_numbers.Contains);

    private void Take(MathNode expression, Fuel fuel)
    {
        foreach (var piece in Pieces(expression))
        {
            HasExpression |= piece is Sum or Product or Quotient or Power or Root or Function or Series;
            if (piece is Sum or Product or Quotient or Power or Root or Function or Series && !UnfinishedArithmetic.IsPlain(piece)
                && new ExactEvaluation(fuel).Of(piece) is { } value)
                _ = _values.Add(value.ToString());
        }

        foreach (var name in FreeSymbols.Of(expression).Names)
        {
            if (!_symbols.Contains(name))
                _symbols.Add(name);
        }

        Visit(expression, fuel);
    }

    private void Visit(MathNode node, Fuel fuel)
    {
        if (_forms.Count >= MostForms || !fuel.Spend(10))
            return;
        var form = CanonicalText.Of(node);
        if (!fuel.Spend(form.Length))
            return;
        _ = _forms.Add(form);
        if (node is Number number)
            _numbers.Add(number.Value.Abs());
        if (node is Function { Name: "binom" } && node.Children is [var n, var k])
            _ = _forms.Add(CanonicalText.Of(new Function("binom", [n, new Sum([n, MathNode.Negative(k)])])));
        foreach (var child in node.Children)
            Visit(child, fuel);
    }

    /// <summary>What stands for itself: sides of equations, items of lists.</summary>
    internal static IEnumerable<MathNode> Pieces(MathNode node) => node switch
    {
        Relation relation => relation.Operands.SelectMany(Pieces),
        Sequence sequence => sequence.Items.SelectMany(Pieces),
        Either either => Pieces(either.First),
        _ => [node],
    };

    private static bool IsNothingElse(string question)
    {
        const int mostWords = 30;
        var (words, numbers) = (0, 0);
        for (var at = 0; at < question.Length;)
        {
            var c = question[at];
            if (!char.IsLetter(c))
            {
                numbers += char.IsAsciiDigit(c) ? 1 : 0;
                at++;
                continue;
            }

            if (c is >= '\u3040' and <= '\u9FFF')
            {
                if (!PromptWords.ComputingIdeographs.Contains(c, StringComparison.Ordinal))
                    return false;
                at++;
                words++;
                continue;
            }

            var end = at;
            while (end < question.Length && (char.IsLetter(question[end]) || question[end] == '\''))
                end++;
            var isCommand = at > 0 && question[at - 1] == '\\';
            if (!isCommand && ++words > mostWords)
                return false;
            if (!isCommand && !PromptWords.Computing.Contains(question[at..end]))
                return false;
            at = end;
        }

        return words > 0 && numbers > 0;
    }
}
