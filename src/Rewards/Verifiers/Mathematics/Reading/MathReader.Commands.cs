using Rlar.Rewards.Verifiers.Mathematics.Expressions;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// LaTeX commands that are no functions: fractions, roots, sets, accents, currencies.
internal sealed partial class MathReader
{
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
        if (MathVocabulary.Functions.TryGetValue(name, out var function) && function is not ("sqrt" or "cbrt"))
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
            "overline" or "bar" or "vec" or "overrightarrow" or "variable" => Decorated(name),
            "hat" or "widehat" or "tilde" or "dot" or "ddot" => Decorated(name),
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
        return new MathNode.NamedSet(name + KeptPart());
    }

    // Z^+, R_{>0}, N^*, N_0, Z_{\ge 0}
    private string KeptPart()
    {
        if (!Current.Is('^') && !Current.Is('_'))
            return "";
        var start = _at++;
        var isBraced = Take('{');
        var relator = TakeRelator();
        var part = relator switch
        {
            Relator.Greater or Relator.GreaterOrEqual when Current is { Kind: TokenKind.Number, Text: "0" } => relator == Relator.Greater ? "+" : "0",
            null => Current switch
            {
                { Kind: TokenKind.Sign, Text: "+" or "*" or "-" } sign => sign.Text,
                { Kind: TokenKind.Command, Text: "ast" } => "*",
                { Kind: TokenKind.Number, Text: "0" } => "0",
                _ => null,
            },
            _ => null,
        };
        _at++;
        if (part is not null && (!isBraced || Take('}')))
            return part;
        _at = start;
        return "";
    }

    private static bool IsFraction(Token token) =>
        token is { Kind: TokenKind.Command, Text: "frac" or "dfrac" or "tfrac" or "cfrac" or "nicefrac" or "sfrac" };

    private MathNode? Fraction()
    {
        _at++;
        if (Nested(static r => r.Argument(wholeNumber: false)) is not { } numerator
            || Nested(static r => r.Argument(wholeNumber: false)) is not { } denominator)
            return null;
        return (MathNode?)Derivative(numerator, denominator) ?? new MathNode.Quotient(numerator, denominator);
    }

    // dy/dx is no fraction
    private static MathNode.Function? Derivative(MathNode numerator, MathNode denominator)
    {
        if (denominator is not MathNode.Product by || by.Factors[0] is not MathNode.Symbol { Name: "d" or "\\partial" } sign)
            return null;
        if (!sign.Equals(numerator is MathNode.Product of ? of.Factors[0] : numerator))
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

    private MathNode.Measured? Currency(string name) =>
        Factor() is { } amount ? new MathNode.Measured(amount, UnitTable.Find(name == "pounds" ? "GBP" : name)!) : null;
}
