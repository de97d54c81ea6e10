using Rlar.Rewards.Verifiers.Mathematics.Expressions;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// What stands in brackets of any kind: a group, a point, an interval, a set, a set-builder; and absolute values.
internal sealed partial class MathReader
{
    private bool _isBuilder; // in {x : ...}, where a colon is no ratio

    private static bool IsOpening(Token token) => token.Kind == TokenKind.Command
        && token.Text is "{" or "langle" or "lbrack" or "lgroup" or "lfloor" or "lceil" or "llcorner" or "ulcorner"
            or "lvert" or "vert" or "lVert" or "|";

    private static bool IsBar(Token token) =>
        token.Is('|') || (token.Kind == TokenKind.Command && token.Text is "vert" or "rvert" or "lvert" or "rVert" or "|");

    private MathNode? Opened()
    {
        if (Current.Is('$') || Current.Is('#'))
        {
            _at++;
            return SignedFactor() is { } amount ? new MathNode.Measured(amount, UnitTable.Dollar) : null;
        }

        if (IsBar(Current))
            return AbsoluteValue();
        if (Current.Kind == TokenKind.Command && Current.Text is "lfloor" or "lceil" or "llcorner" or "ulcorner")
            return Rounded();
        return Current.Is('(') || Current.Is('[') || Current.Is('{') || IsOpening(Current) ? Bracket() : null;
    }

    private MathNode.Function? AbsoluteValue()
    {
        _at++;
        _bars++;
        var inner = Sum();
        _bars--;
        if (inner is null || !IsBar(Current))
            return null;
        _at++;
        return new MathNode.Function("abs", [inner]);
    }

    private MathNode.Function? Rounded()
    {
        var (function, close) = Current.Text switch
        {
            "lfloor" => ("floor", "rfloor"),
            "llcorner" => ("floor", "lrcorner"),
            "lceil" => ("ceil", "rceil"),
            _ => ("ceil", "urcorner"),
        };
        _at++;
        var inner = Unbarred(static r => r.Sum());
        return inner is not null && TakeCommand(close) ? new MathNode.Function(function, [inner]) : null;
    }

    // Brackets make bars inside of them their own.
    private MathNode? Unbarred(Func<MathReader, MathNode?> rule)
    {
        var bars = _bars;
        _bars = 0;
        var node = Nested(rule);
        _bars = bars;
        return node;
    }

    private MathNode? Bracket() => Unbarred(static r => r.BracketContents());

    private MathNode? BracketContents()
    {
        var open = Open();
        _at++;
        if (open == 's' && Close(open) is not null)
        {
            _at++;
            return new MathNode.NamedSet("empty");
        }

        if (open == 's' && Builder() is { } builder)
            return builder;
        var items = new List<MathNode>();
        var joint = Joint.Comma;
        while (true)
        {
            if (Statement() is not { } item || !_fuel.Spend(1))
                return null;
            items.Add(item);
            if (Infix(item) is { } joined)
                items[^1] = joined;
            if (!Connector(ref joint))
                break;
            if (Close(open) is not null)
                break; // (1,) and the like
        }

        if (Close(open) is not { } close)
            return null;
        _at++;
        return Closed(open, close, items, joint);
    }

    private char Open()
    {
        if (Current.Kind == TokenKind.Sign)
            return Current.Text[0];
        return Current.Text switch { "{" => 's', "langle" => '<', "lbrack" => '[', _ => '(' };
    }

    // The closing bracket that stands here, if it may close that opening one; half-open intervals may mix round and square ones.
    private char? Close(char open)
    {
        var close = Current.Kind switch
        {
            TokenKind.Sign when Current.Is(')') || Current.Is(']') || Current.Is('}') => Current.Text[0],
            TokenKind.Command => Current.Text switch { "}" => 't', "rangle" => '>', "rbrack" => ']', "rgroup" => ')', _ => '\0' },
            _ => '\0',
        };
        var fits = open switch { '(' or '[' => close is ')' or ']', '{' => close == '}', 's' => close is 't' or '}', _ => close == '>' };
        return fits ? close : null;
    }

    private static MathNode? Closed(char open, char close, List<MathNode> items, Joint joint)
    {
        if (open == 's')
            return new MathNode.Bracketed('{', '}', items);
        if (items.Count == 1)
            return (open == '(') == (close == ')') ? items[0] : null;
        return open == '{' ? new MathNode.Sequence(items, joint) : new MathNode.Bracketed(open, close, items);
    }

    // {n \choose k} and {a \over b}
    private MathNode? Infix(MathNode left)
    {
        var isChoose = Current.IsCommand("choose");
        if (!isChoose && !Current.IsCommand("over"))
            return null;
        _at++;
        if (Sum() is not { } right)
            return null;
        return isChoose ? new MathNode.Function("binom", [left, right]) : new MathNode.Quotient(left, right);
    }

    private static bool IsSuchThat(Token token) =>
        token.Is('|') || token.Is(':') || token.IsCommand("mid") || token.IsCommand("vert") || token.IsCommand("colon");

    // {x \mid condition}, {x : condition}, {x \in R | condition}
    private MathNode.SetBuilder? Builder()
    {
        var start = _at;
        var wasBuilder = _isBuilder;
        _isBuilder = true;
        _bars++; // a bar ends the element
        var element = Statement();
        _bars--;
        _isBuilder = wasBuilder;
        if (element is not null && IsSuchThat(Current))
        {
            _at++;
            var joint = Joint.Comma;
            var conditions = new List<MathNode>();
            while (Statement() is { } condition)
            {
                conditions.Add(condition);
                if (!Connector(ref joint))
                    break;
            }

            if (conditions.Count > 0 && Close('s') is not null)
            {
                _at++;
                return new MathNode.SetBuilder(element, conditions.Count == 1 ? conditions[0] : new MathNode.Sequence(conditions, joint));
            }
        }

        _at = start;
        return null;
    }
}
