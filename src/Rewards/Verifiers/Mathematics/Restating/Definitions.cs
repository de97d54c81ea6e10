using Rlar.Rewards.Verifiers.Mathematics.Equivalence;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Restating;

/// <summary>The values of letters and the functions that a prompt gives: a = 3, f(x) = x^2 + 1.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<string, MathNode> _letters = [];
    private readonly Dictionary<string, (string Variable, MathNode Body)> _functions = [];

    internal Definitions(IEnumerable<MathNode> expressions)
    {
        foreach (var statement in expressions.SelectMany(e => e is Sequence sequence ? sequence.Items : [e]))
        {
            if (statement is not Relation { Relators: [Relator.Equal], Operands: [var name, var value] })
                continue;
            if (name is Symbol letter && FreeSymbols.Of(value).Names.Count == 0)
                _letters[letter.Name] = value;
            if (name is Function { Arguments: [Symbol variable] } function)
                _functions[function.Name] = (variable.Name, value);
        }
    }

    /// <summary>The expression's pieces with the values put in for the letters, and the bodies for the calls.</summary>
    internal IEnumerable<MathNode> Substituted(MathNode expression, Fuel fuel)
    {
        if (_letters.Count == 0 && _functions.Count == 0)
            yield break;
        foreach (var piece in PromptMathematics.Pieces(expression))
        {
            if (!fuel.Spend(100))
                yield break;
            var called = Rewriting.Replace(piece, node => node is Function { Arguments: [var argument] } call
                && _functions.TryGetValue(call.Name, out var definition) && argument is not Symbol
                    ? Rewriting.Replace(definition.Body, n => n is Symbol symbol && symbol.Name == definition.Variable ? argument : null)
                    : null);
            var put = Rewriting.Replace(called, node => node is Symbol symbol ? _letters.GetValueOrDefault(symbol.Name) : null);
            if (!ReferenceEquals(put, piece) && put is not (Number or Symbol))
                yield return put;
        }
    }
}
