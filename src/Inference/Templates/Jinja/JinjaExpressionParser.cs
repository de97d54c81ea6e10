using System.Globalization;
using System.Text;

namespace Rlar.Inference.Templates.Jinja;

/// <summary>Reads the expressions of a template, with Jinja's own order of operators.</summary>
internal sealed class JinjaExpressionParser(JinjaTokens tokens)
{
    private const int MostDepth = 100;
    private static readonly HashSet<string> Elsewhere = ["cycler", "joiner", "lipsum", "caller", "varargs", "kwargs", "self", "super"];
    private int _depth;

    /// <summary>Values with commas between, or one.</summary>
    internal JinjaExpression Tuple() => Several(Whole);

    /// <summary>The same with no <c>if</c>: what a loop goes through.</summary>
    internal JinjaExpression TupleWithoutChoice() => Several(Or);

    /// <summary>One value.</summary>
    internal JinjaExpression Whole()
    {
        if (++_depth > MostDepth)
            throw JinjaException.Unknown($"line {tokens.Line}: an expression more than {MostDepth} deep");
        var value = Or();
        while (tokens.TakeName("if"))
        {
            var condition = Or();
            value = new JinjaChoice(condition, value, tokens.TakeName("else") ? Whole() : null);
        }

        _depth--;
        return value;
    }

    private JinjaExpression Several(Func<JinjaExpression> one)
    {
        var first = one();
        if (!tokens.IsSign(","))
            return first;
        var items = new List<JinjaExpression> { first };
        while (tokens.TakeSign(","))
        {
            if (tokens.Current.Kind == JinjaTokenKind.Close || tokens.IsSign(")"))
                break;
            items.Add(one());
        }

        return new JinjaItems(items);
    }

    private JinjaExpression Or()
    {
        var left = And();
        while (tokens.TakeName("or"))
            left = new JinjaEither(left, And(), isAnd: false);
        return left;
    }

    private JinjaExpression And()
    {
        var left = Not();
        while (tokens.TakeName("and"))
            left = new JinjaEither(left, Not(), isAnd: true);
        return left;
    }

    private JinjaExpression Not()
    {
        var count = 0;
        while (tokens.TakeName("not"))
            count++;
        var value = Comparison();
        for (; count > 0; count--)
            value = new JinjaNot(value);
        return value;
    }

    private JinjaExpression Comparison()
    {
        var first = Sum();
        var rest = new List<(string, JinjaExpression)>();
        while (true)
        {
            if (tokens.Current is { Kind: JinjaTokenKind.Sign, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" })
            {
                var sign = tokens.Next().Text;
                rest.Add((sign, Sum()));
            }
            else if (tokens.TakeName("in"))
            {
                rest.Add(("in", Sum()));
            }
            else if (tokens.TakeName("not"))
            {
                tokens.Word("in");
                rest.Add(("not in", Sum()));
            }
            else
            {
                return rest.Count == 0 ? first : new JinjaComparison(first, rest);
            }
        }
    }

    private JinjaExpression Sum() => Row(Joined, "+", "-");

    private JinjaExpression Joined() => Row(Product, "~");

    private JinjaExpression Product() => Row(Power, "*", "/", "//", "%");

    private JinjaExpression Power() => Row(() => Unary(filtered: true), "**");

    private JinjaExpression Row(Func<JinjaExpression> operand, params string[] signs)
    {
        var left = operand();
        while (tokens.Current.Kind == JinjaTokenKind.Sign && signs.Contains(tokens.Current.Text))
        {
            var sign = tokens.Next().Text;
            left = new JinjaSum(sign, left, operand());
        }

        return left;
    }

    private JinjaExpression Unary(bool filtered)
    {
        var minus = 0;
        while (tokens.IsSign("-") || tokens.IsSign("+"))
        {
            minus += tokens.Next().Text == "-" ? 1 : 0;
            if (minus > MostDepth)
                throw JinjaException.Unknown($"line {tokens.Line}: more than {MostDepth} signs");
        }

        // A sign binds closer than a filter.
        var value = Postfix(Primary());
        for (; minus > 0; minus--)
            value = new JinjaSum("-", new JinjaConstant(0L), value);
        return filtered ? Filtered(value) : value;
    }

    private JinjaExpression Primary()
    {
        var token = tokens.Next();
        switch (token.Kind)
        {
            case JinjaTokenKind.Name:
                return token.Text switch
                {
                    "true" or "True" => new JinjaConstant(true),
                    "false" or "False" => new JinjaConstant(false),
                    "none" or "None" => new JinjaConstant(null),
                    var name when Elsewhere.Contains(name) => throw JinjaException.Unknown($"line {token.Line}: '{name}'"),
                    var name => new JinjaName(name),
                };
            case JinjaTokenKind.Text:
                var text = new StringBuilder(token.Text);
                while (tokens.Current.Kind == JinjaTokenKind.Text)
                    _ = text.Append(tokens.Next().Text);
                return new JinjaConstant(JinjaText.Of(text.ToString()));
            case JinjaTokenKind.Whole when long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole):
                return new JinjaConstant(whole);
            case JinjaTokenKind.Real:
                return new JinjaConstant(double.Parse(token.Text, CultureInfo.InvariantCulture));
            case JinjaTokenKind.Sign when token.Text == "(":
                if (tokens.TakeSign(")"))
                    return new JinjaItems([]);
                var inner = Tuple();
                tokens.Sign(")");
                return inner;
            case JinjaTokenKind.Sign when token.Text == "[":
                return new JinjaItems(Items("]"));
            case JinjaTokenKind.Sign when token.Text == "{":
                return Pairs();
            default:
                throw JinjaException.Unknown($"line {token.Line}: '{(token.Text.Length > 0 ? token.Text : token.Kind)}' where a value is due");
        }
    }

    private List<JinjaExpression> Items(string close)
    {
        var items = new List<JinjaExpression>();
        while (!tokens.TakeSign(close))
        {
            if (items.Count > 0)
                tokens.Sign(",");
            if (tokens.TakeSign(close))
                break;
            items.Add(Whole());
        }

        return items;
    }

    private JinjaPairs Pairs()
    {
        var pairs = new List<(JinjaExpression, JinjaExpression)>();
        while (!tokens.TakeSign("}"))
        {
            if (pairs.Count > 0)
                tokens.Sign(",");
            if (tokens.TakeSign("}"))
                break;
            var key = Whole();
            tokens.Sign(":");
            pairs.Add((key, Whole()));
        }

        return new JinjaPairs(pairs);
    }

    private JinjaExpression Postfix(JinjaExpression value)
    {
        while (true)
        {
            if (tokens.TakeSign("."))
            {
                var token = tokens.Next();
                value = token.Kind switch
                {
                    JinjaTokenKind.Name => new JinjaMember(value, new JinjaConstant(JinjaText.Of(token.Text)), token.Text),
                    JinjaTokenKind.Whole => new JinjaMember(value, new JinjaConstant(long.Parse(token.Text, CultureInfo.InvariantCulture)), null),
                    _ => throw JinjaException.Unknown($"line {token.Line}: what follows a dot"),
                };
            }
            else if (tokens.TakeSign("["))
            {
                value = Subscript(value);
            }
            else if (tokens.IsSign("("))
            {
                if (value is JinjaMember { Attribute: { } method } && !JinjaMethods.Names.Contains(method))
                    throw JinjaException.Unknown($"line {tokens.Line}: the method '{method}'");
                value = new JinjaCall(value, Arguments());
            }
            else
            {
                return value;
            }
        }
    }

    private JinjaExpression Subscript(JinjaExpression whole)
    {
        JinjaExpression? Bound() => tokens.IsSign(":") || tokens.IsSign("]") ? null : Whole();
        var from = Bound();
        if (from is not null && tokens.TakeSign("]"))
            return new JinjaMember(whole, from, null);
        tokens.Sign(":");
        var to = Bound();
        var by = tokens.TakeSign(":") ? Bound() : null;
        tokens.Sign("]");
        return new JinjaPart(whole, from, to, by);
    }

    private JinjaCallArguments Arguments()
    {
        tokens.Sign("(");
        var values = new List<JinjaExpression>();
        var named = new List<(string, JinjaExpression)>();
        while (!tokens.TakeSign(")"))
        {
            if (values.Count + named.Count > 0)
                tokens.Sign(",");
            if (tokens.TakeSign(")"))
                break;
            if (tokens.Current.Kind == JinjaTokenKind.Name && tokens.IsFollowedBy("="))
            {
                var name = tokens.Name();
                tokens.Sign("=");
                named.Add((name, Whole()));
            }
            else
            {
                values.Add(Whole());
            }
        }

        return new JinjaCallArguments(values, named);
    }

    private JinjaExpression Filtered(JinjaExpression value)
    {
        while (true)
        {
            if (tokens.TakeSign("|"))
            {
                var name = tokens.Name();
                if (!JinjaFilters.Names.Contains(name))
                    throw JinjaException.Unknown($"line {tokens.Line}: the filter '{name}'");
                value = new JinjaFilter(name, value, tokens.IsSign("(") ? Arguments() : JinjaCallArguments.None);
            }
            else if (tokens.TakeName("is"))
            {
                var isNot = tokens.TakeName("not");
                var name = tokens.Name();
                if (!JinjaTests.Names.Contains(name))
                    throw JinjaException.Unknown($"line {tokens.Line}: the test '{name}'");
                JinjaExpression test = new JinjaTest(name, value, TestArguments());
                value = isNot ? new JinjaNot(test) : test;
            }
            else if (tokens.IsSign("("))
            {
                value = new JinjaCall(value, Arguments());
            }
            else
            {
                return value;
            }
        }
    }

    // With brackets, or one value without.
    private JinjaCallArguments TestArguments()
    {
        if (tokens.IsSign("("))
            return Arguments();
        var follows = tokens.Current.Kind is JinjaTokenKind.Text or JinjaTokenKind.Whole or JinjaTokenKind.Real
            || tokens.IsSign("[") || tokens.IsSign("{")
            || (tokens.Current.Kind == JinjaTokenKind.Name && tokens.Current.Text is not ("else" or "or" or "and" or "is" or "if" or "not" or "in"));
        return follows ? new JinjaCallArguments([Postfix(Primary())], []) : JinjaCallArguments.None;
    }
}
