using Rlar.Rewards.Verifiers.Mathematics.Expressions;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Variables, and letters that are functions of what is in brackets after them.
internal sealed partial class MathReader
{
    private MathNode? Letter()
    {
        var letter = Current.Text;
        _at++;
        if (IsApplied(letter))
            return Arguments() is { } arguments ? new MathNode.Function(letter, arguments) : null;
        if (letter is "C" or "P" && Arrangement(letter) is { } arrangement)
            return arrangement;
        if (letter == "f" && Current.Is('^') && TakeInverse() && Current.Is('('))
            return Arguments() is { } inverse ? new MathNode.Function("inverse-f", inverse) : null;
        if (letter is "C" or "A" or "P" && Current.Is('_') && BelowAndAbove(letter) is { } choice)
            return choice;
        if (Current.Is('_'))
            return Subscripted(letter);
        return Variable(letter);
    }

    // C_5^2, as it is written from Moscow to Beijing
    private MathNode.Function? BelowAndAbove(string letter)
    {
        var start = _at++;
        if (NumberInBraces() is { } n && Take('^') && NumberInBraces() is { } k && k.Value < n.Value)
            return new MathNode.Function(letter == "C" ? "binom" : "permutations", [n, k]);
        _at = start;
        return null;
    }

    private MathNode.Number? NumberInBraces()
    {
        var isBraced = Take('{');
        if (Current.Kind != TokenKind.Number || Current.Text.Length > 4 || Current.Text.Contains('.', StringComparison.Ordinal))
            return null;
        var number = NumberOf(Current.Text);
        _at++;
        return !isBraced || Take('}') ? number : null;
    }

    private static MathNode Variable(string letter) => letter switch
    {
        "e" => new MathNode.Constant(NamedConstant.E),
        "i" => new MathNode.Constant(NamedConstant.I),
        _ => new MathNode.Symbol(letter),
    };

    // f(...) is a function. Other letters multiply what is in brackets after them, unless it is one letter or number: P(A), h(2).
    private bool IsApplied(string letter)
    {
        if (!Current.Is('(') || Current.IsSpaced)
            return false;
        if (letter is "f" or "g")
            return true;
        return letter is "h" or "p" or "q" or "F" or "G" or "P" or "Q" or "T" && Next.Kind is TokenKind.Letter or TokenKind.Number
            && Ahead(2).Is(')');
    }

    // C(5, 2) and P(5, 2)
    private MathNode.Function? Arrangement(string letter)
    {
        var start = _at;
        if (Current.Is('(') && Arguments() is [var n, var k])
            return new MathNode.Function(letter == "C" ? "binom" : "permutations", [n, k]);
        _at = start;
        return null;
    }

    private bool TakeInverse()
    {
        var start = _at;
        _at++;
        if (Take('{') && Take('-') && Current is { Kind: TokenKind.Number, Text: "1" })
        {
            _at++;
            if (Take('}'))
                return true;
        }

        _at = start;
        return false;
    }

    private List<MathNode>? Arguments()
    {
        if (Atom() is not { } bracket)
            return null;
        return bracket is MathNode.Bracketed { IsSet: false } list ? [.. list.Items] : [bracket];
    }

    private MathNode? Subscripted(string letter)
    {
        _at++;
        var start = _at;
        if (Nested(static r => r.Argument(wholeNumber: true)) is not { } below)
        {
            _at = start;
            return NamedBelow(letter);
        }

        // Under a sum the index is what varies, so F_{n-k} is a function of it.
        return below is MathNode.Number number
            ? new MathNode.Symbol($"{letter}_{number.Value}")
            : new MathNode.Function($"{letter}_", [below]);
    }

    private MathNode.Symbol? NamedBelow(string letter)
    {
        var isBraced = Take('{');
        var name = new List<string>();
        while (Current.Kind is TokenKind.Word or TokenKind.Letter)
        {
            name.Add(Current.Text);
            _at++;
        }

        return name.Count > 0 && (!isBraced || Take('}')) ? new MathNode.Symbol($"{letter}_{string.Concat(name)}") : null;
    }
}
