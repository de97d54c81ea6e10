using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Functions with their powers, subscripts and arguments; sums and products over an index; integrals and limits.
internal sealed partial class MathReader
{
    // The name has been read: \sin^2 x, \sin^{-1} x, \log_2 8, \max(1, 2), \ln xy.
    private MathNode? Applied(string function)
    {
        MathNode? below = null;
        MathNode? power = null;
        while (Current.Is('_') || Current.Is('^'))
        {
            var isBelow = Current.Is('_');
            _at++;
            var isMinus = Take('-');
            if (Nested(static r => r.Argument(wholeNumber: true)) is not { } script)
                return null;
            if (isBelow)
                below = script;
            else
                power = isMinus ? MathNode.Negative(script) : script;
        }

        if (function is "sqrt" && Take('['))
            return Root();
        if (function is "log" && below is null && Current is { Kind: TokenKind.Number, IsSpaced: false } && Next.Is('(') && !Next.IsSpaced)
        {
            below = NumberOf(Current.Text); // log2(8)
            _at++;
        }

        if (function is "max" or "min" && (Current.Is('=') || Current.IsCommand("approx")) && below is null)
            return new MathNode.Words(function); // \max = 5
        if (FunctionArguments() is not { } arguments)
            return null;
        return Powered(Named(function, below, Joined(function, arguments)), power);
    }

    // floor(12,123.4): in the brackets of a function of one argument a comma groups digits after all.
    private static IReadOnlyList<MathNode> Joined(string function, IReadOnlyList<MathNode> arguments) =>
        function is "floor" or "ceil" or "abs" or "sqrt" or "ln"
            && arguments is [MathNode.Number { Decimals: < 0 } thousands, MathNode.Number { Value: var rest } last]
            && rest.Sign >= 0 && rest < Rational.From(1000) && last.Significant - Math.Max(0, last.Decimals) == 3
                ? [new MathNode.Number(thousands.Value * Rational.From(1000) + rest, last.Decimals)]
                : arguments;

    private static MathNode Powered(MathNode value, MathNode? power)
    {
        if (power is null)
            return value;
        var isInverse = power is MathNode.Number { Value: var p } && p == -Rational.One;
        return isInverse && value is MathNode.Function { Name: var name } function && HasInverse(name)
            ? function with { Name = "a" + name }
            : new MathNode.Power(value, power);
    }

    private static bool HasInverse(string function) =>
        function is "sin" or "cos" or "tan" or "cot" or "sec" or "csc" or "sinh" or "cosh" or "tanh";

    private static MathNode.Constant E => new(NamedConstant.E);

    private static MathNode Named(string function, MathNode? below, IReadOnlyList<MathNode> arguments) => function switch
    {
        "sqrt" => new MathNode.Root(arguments[0], MathNode.Number.Of(2)),
        "cis" => new MathNode.Power(E, new MathNode.Product([new MathNode.Constant(NamedConstant.I), arguments[0]])),
        "cbrt" => new MathNode.Root(arguments[0], MathNode.Number.Of(3)),
        "exp" => new MathNode.Power(E, arguments[0]),
        "log" when below is not null => new MathNode.Function("log", [arguments[0], below]),
        "log" when arguments.Count == 2 => new MathNode.Function("log", arguments),
        "lg" => new MathNode.Function("log", [arguments[0], MathNode.Number.Of(10)]),
        _ => new MathNode.Function(below is null ? function : function + "_", below is null ? arguments : [below, .. arguments]),
    };

    private IReadOnlyList<MathNode>? FunctionArguments()
    {
        if (Current.Is('(') || Current.Is('[') || Current.Is('{')
            || Current.IsCommand("{") || Current.IsCommand("lgroup") || Current.IsCommand("lbrack"))
            return Bracket() is { } bracket ? ItemsOf(bracket) : null;
        var isMinus = Take('-');
        var factors = new List<MathNode>();
        while (factors.Count == 0 || StartsImplicitFactor())
        {
            if (Factor() is not { } factor)
                return null;
            factors.Add(factor);
        }

        return [isMinus ? MathNode.Negative(ProductOf(factors)) : ProductOf(factors)];
    }

    private static IReadOnlyList<MathNode> ItemsOf(MathNode bracket) => bracket switch
    {
        MathNode.Bracketed { Items: var items } => items,
        MathNode.Sequence { Items: var items } => items,
        _ => [bracket],
    };

    // \sin b \cos a is a product of two functions, \ln x (y + 1) one of a function and a sum.
    private bool StartsImplicitFactor()
    {
        if (!StartsFactor() || Current.Is('(') || Current.Is('['))
            return false;
        var isNamed = Current.Kind is TokenKind.Word or TokenKind.Command && MathVocabulary.Functions.ContainsKey(Current.Text);
        return !isNamed || Current.IsCommand("sqrt");
    }

    private MathNode.Series? Series(bool isProduct)
    {
        MathNode? to = null;
        MathNode.Relation? from = null;
        while (Current.Is('_') || Current.Is('^'))
        {
            var isBelow = Current.Is('_');
            _at++;
            if (!isBelow)
                to = Nested(static r => r.Argument(wholeNumber: true));
            else if (IndexBelow() is { } range)
                from = range;
            else
                return null;
        }

        if (from is not { Operands: [var index, var first], Relators: [Relator.Equal] } || to is null || Term() is not { } body)
            return null;
        return IndexName(index) is { } name ? new MathNode.Series(isProduct, name, first, to, body) : null;
    }

    internal const string ImaginaryIndex = "i";

    private static string? IndexName(MathNode index) => index switch
    {
        MathNode.Symbol symbol => symbol.Name,
        MathNode.Constant { Which: NamedConstant.I } => ImaginaryIndex,
        _ => null,
    };

    private MathNode.Relation? IndexBelow()
    {
        if (!Take('{') || Statement() is not MathNode.Relation relation || !Take('}'))
            return null;
        return relation;
    }

    // Integrals and limits are not computed: two of them are the same where their parts are.
    private MathNode.Function? Bound(string name)
    {
        var parts = new List<MathNode>();
        while (Current.Is('_') || Current.Is('^'))
        {
            var isBelow = Current.Is('_');
            _at++;
            var part = isBelow && Current.Is('{') ? Braced() : Nested(static r => r.Argument(wholeNumber: true));
            if (part is null)
                return null;
            parts.Insert(isBelow ? 0 : parts.Count, part);
        }

        if (Sum() is not { } body)
            return null;
        parts.Add(WithDifferentials(body));
        return new MathNode.Function(name, parts);
    }

    // x dy is not y dx
    private static MathNode WithDifferentials(MathNode body) => Rewriting.Replace(body, node =>
    {
        if (node is not MathNode.Product { Factors: var factors })
            return null;
        var at = -1;
        for (var i = 0; i + 1 < factors.Count; i++)
            at = factors[i] is MathNode.Symbol { Name: "d" } && factors[i + 1] is MathNode.Symbol ? i : at;
        if (at < 0)
            return null;
        var differential = new MathNode.Symbol("d" + ((MathNode.Symbol)factors[at + 1]).Name);
        return new MathNode.Product([.. factors.Take(at), differential, .. factors.Skip(at + 2)]);
    });

    private MathNode? Braced()
    {
        if (!Take('{') || Statement() is not { } statement)
            return null;
        while (Current.Is('^') || Current.Is('+') || Current.Is('-'))
            _at++; // from the right or from the left
        return Take('}') ? statement : null;
    }
}
