using System.Collections.Frozen;
using Rlar.Agents.Verifiers.Mathematics.Expressions;
using Rlar.Agents.Verifiers.Mathematics.Numbers;

namespace Rlar.Agents.Verifiers.Mathematics.Reading;

internal sealed partial class MathReader
{
    private static readonly FrozenSet<string> s_endsTerm = new[]
    {
        "}", ")", "]", "rangle", "rbrack", "rgroup", "rfloor", "rceil", "rvert", "rVert", "lrcorner", "urcorner", "cup", "cap", "bigcup", "bigcap", "setminus", "backslash",
        "smallsetminus", "pm", "mp", "cdot", "times", "ast", "cdotp", "div", "mod", "bmod", "pmod", "mid", "colon", "not", "land", "lor", "wedge", "vee", "\\", "choose", "over", "degree",
        "circ", "prime", "top", "atop",
    }.ToFrozenSet();

    // Whether the current token can begin a factor that stands beside another.
    private bool StartsFactor() => Current.Kind switch
    {
        TokenKind.Number or TokenKind.Letter => true,
        TokenKind.Word => Vocabulary.Functions.ContainsKey(Current.Text) || Current.IsWord("pi") || Current.IsWord("infinity") || Vocabulary.Greek.Contains(Current.Text),
        TokenKind.Command => !s_endsTerm.Contains(Current.Text) && !s_relators.ContainsKey(Current.Text)
            && !Current.Text.StartsWith("end:", StringComparison.Ordinal) && (_bars == 0 || !IsBar(Current)),
        TokenKind.Sign => Current.Is('(') || Current.Is('[') || Current.Is('{') || (Current.Is('|') && _bars == 0),
        _ => false,
    };

    private MathNode? Atom() => Nested(static r => r.Current.Kind switch
    {
        TokenKind.Number => r.Number(),
        TokenKind.Letter => r.Letter(),
        TokenKind.Word => r.Word(),
        TokenKind.Command => r.Command(),
        TokenKind.Sign => r.Opened(),
        _ => null,
    });

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
        if (Current.Is('_'))
            return Subscripted(letter);
        return letter switch
        {
            "e" => new MathNode.Constant(NamedConstant.E),
            "i" => new MathNode.Constant(NamedConstant.I),
            _ => new MathNode.Symbol(letter),
        };
    }

    // f(...) is a function. Other letters multiply what is in brackets behind them, unless it is one letter or number: P(A), h(2).
    private bool IsApplied(string letter)
    {
        if (!Current.Is('(') || Current.IsSpaced)
            return false;
        if (letter is "f" or "g")
            return true;
        return letter is "h" or "p" or "q" or "F" or "G" or "P" or "Q" or "T" && Next.Kind is TokenKind.Letter or TokenKind.Number
            && _at + 2 < _tokens.Count && _tokens[_at + 2].Is(')');
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
        return below is MathNode.Number number ? new MathNode.Symbol($"{letter}_{number.Value}") : new MathNode.Function($"{letter}_", [below]);
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

    private MathNode? Word()
    {
        if (Vocabulary.Functions.TryGetValue(Current.Text, out var function))
        {
            _at++;
            return Applied(function);
        }

        if (Vocabulary.Numerals.TryGetValue(Current.Text, out var numeral))
        {
            _at++;
            return Restated(OfWords(MathNode.Number.Of(Tens(numeral))));
        }

        if (Vocabulary.Greek.Contains(Current.Text))
        {
            var letter = "\\" + Current.Text;
            _at++;
            return Current.Is('_') ? Subscripted(letter) : new MathNode.Symbol(letter);
        }

        NamedConstant? constant = Current.Text.ToLowerInvariant() switch { "infinity" or "infty" or "oo" => NamedConstant.Infinity, "pi" => NamedConstant.Pi, _ => null };
        if (constant is null)
            return null;
        _at++;
        return new MathNode.Constant(constant.Value);
    }

    // forty-two
    private int Tens(int numeral)
    {
        var ahead = Current.Is('-') ? Next : Current;
        if (numeral < 20 || ahead.Kind != TokenKind.Word || !Vocabulary.Numerals.TryGetValue(ahead.Text, out var ones) || ones is 0 or > 9)
            return numeral;
        _at += Current.Is('-') ? 2 : 1;
        return numeral + ones;
    }

    // three hundred, two thirds
    private MathNode.Number OfWords(MathNode.Number number)
    {
        var value = number.Value;
        while (Current.Kind == TokenKind.Word && Vocabulary.Multipliers.TryGetValue(Current.Text, out var factor))
        {
            value *= Rational.From(factor);
            _at++;
        }

        var part = Current.Is('-') ? Next : Current;
        if (part.Kind == TokenKind.Word && Vocabulary.Parts.TryGetValue(part.Text, out var parts))
        {
            value *= Rational.Of(1, parts);
            _at += Current.Is('-') ? 2 : 1;
        }

        return value == number.Value ? number : new MathNode.Number(value);
    }

    // twelve (12), and 12 (twelve)
    private MathNode.Number Restated(MathNode.Number number)
    {
        if (!Current.Is('(') || _at + 2 >= _tokens.Count || !_tokens[_at + 2].Is(')'))
            return number;
        var isSame = Next.Kind == TokenKind.Word ? Vocabulary.Numerals.TryGetValue(Next.Text, out var numeral) && number.Value == Rational.From(numeral)
            : Next.Kind == TokenKind.Number && _tokens[_at - 1].Kind == TokenKind.Word && NumberOf(Next.Text).Value == number.Value;
        if (isSame)
            _at += 3;
        return number;
    }

    private MathNode? Command()
    {
        var name = Current.Text;
        if (name.StartsWith("begin:", StringComparison.Ordinal))
            return Environment(name["begin:".Length..]);
        if (IsOpening(Current))
            return Opened();
        if (name == "choose" && Next.Is('{'))
        {
            _at++;
            return Binomial();
        }

        if (s_endsTerm.Contains(name) || s_relators.ContainsKey(name))
            return null;
        if (IsFraction(Current))
            return Fraction();
        _at++;
        if (Vocabulary.Functions.TryGetValue(name, out var function) && function is not ("sqrt" or "cbrt"))
            return Applied(function);
        return name switch
        {
            "sqrt" => Root(),
            "pi" => new MathNode.Constant(NamedConstant.Pi),
            "infty" or "infin" => new MathNode.Constant(NamedConstant.Infinity),
            "exponentialE" => new MathNode.Constant(NamedConstant.E),
            "imaginaryI" or "imaginaryJ" => new MathNode.Constant(NamedConstant.I),
            "emptyset" or "varnothing" or "O" => new MathNode.NamedSet("empty"),
            "mathbb" or "Bbb" => NamedSet(),
            "R" or "N" or "Z" or "Q" or "C" => new MathNode.NamedSet(name),
            "binom" or "dbinom" or "tbinom" or "choose" => Binomial(),
            "sum" or "prod" => Series(name == "prod"),
            "int" or "iint" or "oint" or "lim" => Bound(name),
            "overline" or "bar" or "vec" or "hat" or "widehat" or "tilde" or "overrightarrow" or "dot" or "ddot" or "variable" => Decorated(name),
            "euro" or "pounds" or "yen" or "rupee" => Currency(name),
            "boxed" or "fbox" or "framebox" => Argument(wholeNumber: true),
            _ => Current.Is('_') ? Subscripted("\\" + name) : new MathNode.Symbol("\\" + name),
        };
    }

    private MathNode.Function? Decorated(string name)
    {
        if (Argument(wholeNumber: true) is not { } inner)
            return null;
        var function = name is "bar" ? "overline" : name;
        if (inner is MathNode.Product { Factors: var letters } && letters.All(l => l is MathNode.Symbol))
            inner = new MathNode.Symbol(string.Concat(letters.Select(l => ((MathNode.Symbol)l).Name))); // from A to B is not from B to A
        if (!Take('_'))
            return new MathNode.Function(function, [inner]);
        return Nested(static r => r.Argument(wholeNumber: true)) is { } below ? new MathNode.Function(function, [inner, below]) : null;
    }

    private MathNode.NamedSet? NamedSet()
    {
        var isBraced = Take('{');
        if (Current.Kind != TokenKind.Letter)
            return null;
        var name = Current.Text;
        _at++;
        if (isBraced && !Take('}'))
            return null;
        if (Current.Is('^') && (Next.Is('+') || (Next.Is('{') && _tokens[Math.Min(_at + 2, _tokens.Count - 1)].Is('+'))))
        {
            _at += Next.Is('+') ? 2 : 4;
            name += "+";
        }

        return new MathNode.NamedSet(name);
    }

    private static bool IsFraction(Token token) =>
        token.IsCommand("frac") || token.IsCommand("dfrac") || token.IsCommand("tfrac") || token.IsCommand("cfrac") || token.IsCommand("nicefrac") || token.IsCommand("sfrac");

    private MathNode? Fraction()
    {
        _at++;
        if (Nested(static r => r.Argument(wholeNumber: false)) is not { } numerator || Nested(static r => r.Argument(wholeNumber: false)) is not { } denominator)
            return null;
        return (MathNode?)Derivative(numerator, denominator) ?? new MathNode.Quotient(numerator, denominator);
    }

    // dy/dx is no fraction
    private static MathNode.Function? Derivative(MathNode numerator, MathNode denominator)
    {
        if (denominator is not MathNode.Product by || by.Factors[0] is not MathNode.Symbol { Name: "d" or "\\partial" } sign || !sign.Equals(numerator is MathNode.Product of ? of.Factors[0] : numerator))
            return null;
        return new MathNode.Function("derivative", [numerator, new MathNode.Bracketed('(', ')', [.. by.Factors])]);
    }

    private MathNode? Root()
    {
        MathNode index = MathNode.Number.Of(2);
        if (Take('['))
        {
            if (Sum() is not { } given || !Take(']'))
                return null;
            index = given;
        }

        return Argument(wholeNumber: false) is { } radicand ? new MathNode.Root(radicand, index) : null;
    }

    private MathNode.Function? Binomial()
    {
        if (Argument(wholeNumber: false) is not { } n || Argument(wholeNumber: false) is not { } k)
            return null;
        return new MathNode.Function("binom", [n, k]);
    }

    // What a LaTeX command takes: a group, or the next digit, letter or command.
    private MathNode? Argument(bool wholeNumber)
    {
        if (Current.Kind == TokenKind.Number && !wholeNumber && Current.Text.Length > 1 && char.IsAsciiDigit(Current.Text[0]))
        {
            // cut in two, and not shortened: who backtracks must read the same again
            _tokens.Insert(_at + 1, Current with { Text = Current.Text[1..], IsSpaced = false });
            _tokens[_at] = Current with { Text = Current.Text[..1] };
        }

        if (Current.Kind == TokenKind.Number)
        {
            var number = NumberOf(Current.Text);
            _at++;
            return number;
        }

        if (Current.Kind == TokenKind.Letter)
        {
            var letter = Current.Text;
            _at++;
            return letter switch { "e" => new MathNode.Constant(NamedConstant.E), "i" => new MathNode.Constant(NamedConstant.I), _ => new MathNode.Symbol(letter) };
        }

        return Atom();
    }

    private MathNode.Measured? Currency(string name) =>
        Factor() is { } amount ? new MathNode.Measured(amount, UnitTable.Find(name == "pounds" ? "GBP" : name)!) : null;
}
