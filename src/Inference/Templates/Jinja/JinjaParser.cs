namespace Rlar.Inference.Templates.Jinja;

/// <summary>Reads the statements of a template. What it does not know is refused here, before anything is written.</summary>
internal sealed class JinjaParser
{
    // A loop or condition within a loop and so on: real templates have ten.
    private const int MostDepth = 100;
    private readonly JinjaTokens _tokens;
    private readonly JinjaExpressionParser _expressions;
    private int _depth;

    private JinjaParser(List<JinjaToken> tokens)
    {
        _tokens = new JinjaTokens(tokens);
        _expressions = new JinjaExpressionParser(_tokens);
    }

    /// <summary>The statements of a template.</summary>
    /// <exception cref="JinjaException">It is no template, or uses what is not known.</exception>
    internal static List<JinjaStatement> Read(string source) => new JinjaParser(JinjaLexer.Read(source)).Body(out _);

    // Up to one of the ends, whose name is read; the tag itself is left open.
    private List<JinjaStatement> Body(out string end, params string[] ends)
    {
        if (++_depth > MostDepth)
            throw JinjaException.Unknown($"line {_tokens.Line}: more than {MostDepth} blocks within each other");
        var statements = new List<JinjaStatement>();
        while (true)
        {
            if (_tokens.Take(JinjaTokenKind.End))
            {
                if (ends.Length > 0)
                    throw JinjaException.Refused($"the template ends where {string.Join(" or ", ends)} is due");
                end = "";
                break;
            }

            if (_tokens.Current.Kind == JinjaTokenKind.Data)
            {
                statements.Add(new JinjaPrint(new JinjaConstant(JinjaText.Of(_tokens.Next().Text))));
            }
            else if (_tokens.Take(JinjaTokenKind.Print))
            {
                statements.Add(new JinjaPrint(_expressions.Tuple()));
                _tokens.Close();
            }
            else
            {
                _tokens.Expect(JinjaTokenKind.Block, "a block");
                var name = _tokens.Name();
                if (ends.Contains(name))
                {
                    end = name;
                    break;
                }

                statements.AddRange(Statement(name));
            }
        }

        _depth--;
        return statements;
    }

    private IReadOnlyList<JinjaStatement> Statement(string name)
    {
        switch (name)
        {
            case "if":
                return [If()];
            case "for":
                return [For()];
            case "set":
                return [Set()];
            case "macro":
                return [Macro()];
            case "break":
            case "continue":
                _tokens.Close();
                return [new JinjaLeave(name == "break" ? JinjaFlow.Break : JinjaFlow.Continue)];
            case "generation":
                // Marks for trainers what the model says; it writes nothing.
                _tokens.Close();
                var body = Body(out _, "endgeneration");
                _tokens.Close();
                return body;
            default:
                throw JinjaException.Unknown($"line {_tokens.Line}: the block '{name}'");
        }
    }

    private JinjaIf If()
    {
        var branches = new List<(JinjaExpression?, IReadOnlyList<JinjaStatement>)>();
        JinjaExpression? condition = _expressions.Tuple();
        while (true)
        {
            _tokens.Close();
            string[] ends = condition is null ? ["endif"] : ["elif", "else", "endif"];
            branches.Add((condition, Body(out var end, ends)));
            if (end == "endif")
                break;
            condition = end == "elif" ? _expressions.Tuple() : null;
        }

        _tokens.Close();
        return new JinjaIf(branches);
    }

    private JinjaFor For()
    {
        var names = Names();
        _tokens.Word("in");
        var items = _expressions.TupleWithoutChoice();
        var condition = _tokens.TakeName("if") ? _expressions.Whole() : null;
        _tokens.Close();
        var body = Body(out var end, "else", "endfor");
        IReadOnlyList<JinjaStatement> otherwise = [];
        if (end == "else")
        {
            _tokens.Close();
            otherwise = Body(out _, "endfor");
        }

        _tokens.Close();
        return new JinjaFor(names, items, condition, body, otherwise);
    }

    private JinjaSet Set()
    {
        var names = Names();
        var member = names.Count == 1 && _tokens.TakeSign(".") ? _tokens.Name() : null;
        if (_tokens.TakeSign("="))
        {
            var value = _expressions.Tuple();
            _tokens.Close();
            return new JinjaSet(names, member, value, []);
        }

        _tokens.Close();
        var body = Body(out _, "endset");
        _tokens.Close();
        return new JinjaSet(names, member, null, body);
    }

    private JinjaMacro Macro()
    {
        var name = _tokens.Name();
        var parameters = new List<(string, JinjaExpression?)>();
        _tokens.Sign("(");
        while (!_tokens.TakeSign(")"))
        {
            if (parameters.Count > 0)
                _tokens.Sign(",");
            if (_tokens.TakeSign(")"))
                break;
            var parameter = _tokens.Name();
            parameters.Add((parameter, _tokens.TakeSign("=") ? _expressions.Whole() : null));
        }

        _tokens.Close();
        var body = Body(out _, "endmacro");
        if (_tokens.Current.Kind == JinjaTokenKind.Name)
            _ = _tokens.Next();
        _tokens.Close();
        return new JinjaMacro(name, parameters, body);
    }

    private List<string> Names()
    {
        var bracket = _tokens.TakeSign("(");
        var names = new List<string> { _tokens.Name() };
        while (_tokens.TakeSign(","))
            names.Add(_tokens.Name());
        if (bracket)
            _tokens.Sign(")");
        return names;
    }
}
