using Rlar.Agents.Verifiers.Mathematics.Expressions;

namespace Rlar.Agents.Verifiers.Mathematics.Reading;

internal sealed partial class MathReader
{
    private MathNode? Statement()
    {
        if (Label() is { } label)
            return Nested(static r => r.Statement()) is { } value ? new MathNode.Relation([label, value], [Expressions.Relator.Equal]) : null;
        if (SetExpression() is not { } first)
            return null;
        if (Relator() is not { } relator)
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
            next = Relator();
        }

        return Modulo(new MathNode.Relation(operands, relators));
    }

    // x \equiv 3 \pmod 7
    private MathNode? Modulo(MathNode.Relation relation)
    {
        if (!TakeCommand("pmod"))
            return relation;
        return Argument(wholeNumber: true) is { } modulus ? new MathNode.Function("congruence", [relation, modulus]) : null;
    }

    // "Total = 5", "Answer: 5", "The area is 5"
    private MathNode.Words? Label()
    {
        var ahead = _at;
        while (_tokens[ahead] is { Kind: TokenKind.Word, IsProse: false } && !Vocabulary.Functions.ContainsKey(_tokens[ahead].Text) && !Vocabulary.Numerals.ContainsKey(_tokens[ahead].Text)
            && !Vocabulary.Greek.Contains(_tokens[ahead].Text) && !Vocabulary.Others.Contains(_tokens[ahead].Text))
            ahead++;
        var isVerb = ahead > _at && _tokens[ahead - 1].IsWord("is") && _tokens[ahead - 1].IsText;
        if (ahead == _at || !(isVerb || _tokens[ahead].Is('=') || _tokens[ahead].Is(':')))
            return null;
        var words = string.Join(' ', _tokens.GetRange(_at, ahead - _at).Select(t => t.Text));
        _at = isVerb ? ahead : ahead + 1;
        return new MathNode.Words(words);
    }

    private Relator? Relator()
    {
        SkipAlignment();
        if (SignRelator() is not { } relator)
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

    private Relator? SignRelator()
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
            return SignRelator() is { } denied ? Denied(denied) : null;
        }

        if (Current.IsWord("in") && Next.Kind is TokenKind.Sign or TokenKind.Command)
        {
            _at++;
            return Expressions.Relator.In;
        }

        if (Take('='))
            return TakeSecondEquals();
        if (Current.Is('!') && Next.Is('=') && !Next.IsSpaced)
        {
            _at += 2;
            return Expressions.Relator.NotEqual;
        }

        if (Take('<'))
            return Take('=') ? Expressions.Relator.LessOrEqual : Expressions.Relator.Less;
        if (Take('>'))
            return Take('=') ? Expressions.Relator.GreaterOrEqual : Expressions.Relator.Greater;
        return null;
    }

    // "==" as programs write it
    private Relator TakeSecondEquals()
    {
        _ = Take('=');
        return Expressions.Relator.Equal;
    }

    private static Relator? Denied(Relator relator) => relator switch
    {
        Expressions.Relator.Equal => Expressions.Relator.NotEqual,
        Expressions.Relator.In => Expressions.Relator.NotIn,
        _ => null,
    };

    private static readonly Dictionary<string, Relator> s_relators = new()
    {
        ["le"] = Expressions.Relator.LessOrEqual,
        ["leq"] = Expressions.Relator.LessOrEqual,
        ["leqslant"] = Expressions.Relator.LessOrEqual,
        ["lt"] = Expressions.Relator.Less,
        ["ge"] = Expressions.Relator.GreaterOrEqual,
        ["geq"] = Expressions.Relator.GreaterOrEqual,
        ["geqslant"] = Expressions.Relator.GreaterOrEqual,
        ["gt"] = Expressions.Relator.Greater,
        ["ne"] = Expressions.Relator.NotEqual,
        ["neq"] = Expressions.Relator.NotEqual,
        ["approx"] = Expressions.Relator.Approximately,
        ["simeq"] = Expressions.Relator.Approximately,
        ["doteq"] = Expressions.Relator.Approximately,
        ["sim"] = Expressions.Relator.Similar,
        ["cong"] = Expressions.Relator.Congruent,
        ["in"] = Expressions.Relator.In,
        ["notin"] = Expressions.Relator.NotIn,
        ["equiv"] = Expressions.Relator.Congruent,
        ["perp"] = Expressions.Relator.Perpendicular,
        ["parallel"] = Expressions.Relator.Parallel,
        ["subset"] = Expressions.Relator.Subset,
        ["subseteq"] = Expressions.Relator.Subset,
        ["to"] = Expressions.Relator.Maps,
        ["rightarrow"] = Expressions.Relator.Maps,
        ["mapsto"] = Expressions.Relator.Maps,
        ["Rightarrow"] = Expressions.Relator.Maps,
        ["implies"] = Expressions.Relator.Maps,
        ["longrightarrow"] = Expressions.Relator.Maps,
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
        if (found is not null)
            _at++;
        else if (IsUnionLetter())
            return TakeUnionLetter(); // "(1,2) U (3,4)", as keyboards have it
        return found;
    }

    private bool IsUnionLetter() => Current is { Kind: TokenKind.Letter, Text: "U" } && _at > 0 && IsClosing(_tokens[_at - 1]) && (Next.Is('(') || Next.Is('['));

    private static bool IsClosing(Token token) => token.Is(')') || token.Is(']') || token.IsCommand("}");

    private SetOperator TakeUnionLetter()
    {
        _at++;
        return SetOperator.Union;
    }
}
