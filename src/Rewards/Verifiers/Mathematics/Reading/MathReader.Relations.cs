using Rlar.Rewards.Reading.Words;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Equations, inequalities and membership, chained; a label before them; unions and intersections of sets between.
internal sealed partial class MathReader
{
    private MathNode? Statement()
    {
        if (Label() is { } label)
        {
            return Nested(static r => r.Statement()) is { } value
                ? new MathNode.Relation([label, value], [Relator.Equal])
                : null;
        }
        if (SetExpression() is not { } first)
            return null;
        if (TakeRelator() is not { } relator)
            return first;
        var operands = new List<MathNode> { first };
        var relators = new List<Relator>();
        Relator? next = relator;
        while (next is { } found)
        {
            relators.Add(found);
            if (SetExpression() is not { } operand)
                return null;
            operands.Add(operand);
            next = TakeRelator();
        }

        return Modulo(new MathNode.Relation(operands, relators));
    }

    // x \equiv 3 \pmod 7
    private MathNode? Modulo(MathNode.Relation relation)
    {
        if (!TakeCommand("pmod"))
        {
            return relation.Relators is [Relator.Congruent] && IsOfFunction(relation.Operands[0])
                ? relation with { Relators = [Relator.Equal] } // f \equiv 0
                : relation;
        }

        return Argument(wholeNumber: true) is { } modulus ? new MathNode.Function("congruence", [relation, modulus]) : null;
    }

    private static bool IsOfFunction(MathNode node) =>
        node is MathNode.Symbol { Name: "f" or "g" or "h" or "F" or "P" or "Q" } or MathNode.Function { Name: "f" or "g" or "h" or "F" or "P" or "Q" };

    // "Total = 5", "Answer: 5", "The area is 5"
    private MathNode.Words? Label()
    {
        var ahead = _at;
        while (_tokens[ahead] is { Kind: TokenKind.Word, IsProse: false } && MayLabel(_tokens[ahead].Text))
            ahead++;
        var isVerb = ahead > _at && _tokens[ahead - 1].IsWord("is") && _tokens[ahead - 1].IsText;
        if (ahead == _at || !(isVerb || _tokens[ahead].Is('=') || _tokens[ahead].Is(':')))
            return null;
        var words = string.Join(' ', _tokens.GetRange(_at, ahead - _at).Select(t => t.Text));
        _at = isVerb ? ahead : ahead + 1;
        return new MathNode.Words(words);
    }

    private static bool MayLabel(string word) => !MathVocabulary.Functions.ContainsKey(word) && !EnglishNumerals.Values.ContainsKey(word)
        && !MathVocabulary.Greek.Contains(word) && !MathVocabulary.Others.Contains(word);

    private Relator? TakeRelator()
    {
        SkipAlignment();
        if (TakeNamedRelator() is not { } relator)
            return null;
        while (Current.Is('&'))
            _at++;
        return relator;
    }

    // "&=" and "\\ &=": a chain that goes on in the next line.
    private void SkipAlignment()
    {
        var ahead = _at;
        while (_tokens[ahead].Is('&') || _tokens[ahead].IsCommand("\\"))
            ahead++;
        var token = _tokens[ahead];
        if (token.Is('=') || token.Is('<') || token.Is('>') || (token.Kind == TokenKind.Command && s_relators.ContainsKey(token.Text)))
            _at = ahead;
    }

    private Relator? TakeNamedRelator()
    {
        if (Current.Kind == TokenKind.Command && s_relators.TryGetValue(Current.Text, out var named))
        {
            _at++;
            if (Current.IsCommand("not"))
                _at++;
            return named;
        }

        if (Current.IsCommand("not"))
        {
            _at++;
            return TakeNamedRelator() is { } denied ? Denied(denied) : null;
        }

        if (Current.IsWord("in") && Next.Kind is TokenKind.Sign or TokenKind.Command)
        {
            _at++;
            return Relator.In;
        }

        if (Take('='))
        {
            _ = Take('='); // "==" as programs write it
            return Relator.Equal;
        }

        if (Current.Is('!') && Next.Is('=') && !Next.IsSpaced)
        {
            _at += 2;
            return Relator.NotEqual;
        }

        if (Take('<'))
            return Take('=') ? Relator.LessOrEqual : Relator.Less;
        if (Take('>'))
            return Take('=') ? Relator.GreaterOrEqual : Relator.Greater;
        return null;
    }

    private static Relator? Denied(Relator relator) => relator switch
    {
        Relator.Equal => Relator.NotEqual,
        Relator.In => Relator.NotIn,
        _ => null,
    };

    private static readonly Dictionary<string, Relator> s_relators = new()
    {
        ["le"] = Relator.LessOrEqual,
        ["leq"] = Relator.LessOrEqual,
        ["leqslant"] = Relator.LessOrEqual,
        ["lt"] = Relator.Less,
        ["ge"] = Relator.GreaterOrEqual,
        ["geq"] = Relator.GreaterOrEqual,
        ["geqslant"] = Relator.GreaterOrEqual,
        ["gt"] = Relator.Greater,
        ["ne"] = Relator.NotEqual,
        ["neq"] = Relator.NotEqual,
        ["approx"] = Relator.Approximately,
        ["simeq"] = Relator.Approximately,
        ["doteq"] = Relator.Approximately,
        ["sim"] = Relator.Similar,
        ["cong"] = Relator.Congruent,
        ["in"] = Relator.In,
        ["notin"] = Relator.NotIn,
        ["equiv"] = Relator.Congruent,
        ["perp"] = Relator.Perpendicular,
        ["parallel"] = Relator.Parallel,
        ["subset"] = Relator.Subset,
        ["subseteq"] = Relator.Subset,
        ["to"] = Relator.Maps,
        ["rightarrow"] = Relator.Maps,
        ["mapsto"] = Relator.Maps,
        ["Rightarrow"] = Relator.Maps,
        ["implies"] = Relator.Maps,
        ["longrightarrow"] = Relator.Maps,
    };

    private MathNode? SetExpression()
    {
        if (Sum() is not { } left)
            return null;
        while (SetSign() is { } sign)
        {
            if (Sum() is not { } right)
                return null;
            left = new MathNode.SetOperation(sign, left, right);
        }

        return left;
    }

    private SetOperator? SetSign()
    {
        SetOperator? found = Current is not { Kind: TokenKind.Command } ? null : Current.Text switch
        {
            "cup" or "bigcup" => SetOperator.Union,
            "cap" or "bigcap" => SetOperator.Intersection,
            "setminus" or "backslash" or "smallsetminus" => SetOperator.Difference,
            _ => null,
        };
        if (found is null && IsUnionLetter())
            found = SetOperator.Union; // "(1,2) U (3,4)", as keyboards have it
        if (found is not null)
            _at++;
        return found;
    }

    private bool IsUnionLetter() => Current is { Kind: TokenKind.Letter, Text: "U" }
        && _at > 0 && IsClosing(_tokens[_at - 1]) && (Next.Is('(') || Next.Is('['));

    private static bool IsClosing(Token token) => token.Is(')') || token.Is(']') || token.IsCommand("}");
}
