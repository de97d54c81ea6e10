using Rlar.Rewards.Verifiers.Mathematics.Expressions;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// \begin{...} and \end{...}: matrices, cases, and lines of equations.
internal sealed partial class MathReader
{
    private MathNode? Environment(string name)
    {
        _at++;
        if (name is "array" or "tabular" && !SkipColumns())
            return null;
        return name switch
        {
            "matrix" or "pmatrix" or "bmatrix" or "Bmatrix" or "array" => Unbarred(r => r.Rows(name)),
            "smallmatrix" or "psmallmatrix" or "bsmallmatrix" => Unbarred(r => r.Rows(name)),
            "vmatrix" or "Vmatrix" => Unbarred(r => r.Rows(name)) is { } rows ? new MathNode.Function("det", [rows]) : null,
            "cases" or "dcases" => Unbarred(r => r.Cases(name)),
            "align" or "aligned" or "gather" or "gathered" => Unbarred(r => r.Lines(name)),
            "equation" or "split" or "eqnarray" or "multline" => Unbarred(r => r.Lines(name)),
            _ => null,
        };
    }

    private bool SkipColumns()
    {
        if (!Take('{'))
            return true;
        while (!IsAtEnd && !Current.Is('}'))
            _at++;
        return Take('}');
    }

    private MathNode.Matrix? Rows(string name)
    {
        var rows = new List<IReadOnlyList<MathNode>>();
        var row = new List<MathNode>();
        while (!TakeCommand("end:" + name))
        {
            if (Statement() is not { } cell)
                return null;
            row.Add(cell);
            if (Take('&'))
                continue;
            rows.Add(row);
            row = [];
            if (!TakeCommand("\\") && !Current.IsCommand("end:" + name))
                return null;
        }

        return row.Count == 0 && rows.Count > 0 && rows.TrueForAll(r => r.Count == rows[0].Count) ? new MathNode.Matrix(rows) : null;
    }

    // A function by cases: the branches in order, each with its condition.
    private MathNode? Cases(string name)
    {
        var parts = new List<MathNode>();
        while (!TakeCommand("end:" + name))
        {
            while (Current is { Kind: TokenKind.Sign, Text: "&" or "," or "." or ";" } || Current.IsCommand("\\")
                || Current.IsWord("if") || Current.IsWord("for") || Current.IsWord("where"))
                _at++;
            if (Current.IsWord("otherwise"))
            {
                _at++;
                parts.Add(new MathNode.Words("otherwise"));
            }
            else if (!Current.IsCommand("end:" + name))
            {
                if (Statement() is not { } part)
                    return null;
                parts.Add(part);
            }
        }

        // x = 1 and y = 2 in a brace are a system and no function
        if (parts.Count > 1 && parts.All(p => p is MathNode.Relation { Relators: [Relator.Equal] }))
            return new MathNode.Sequence(parts, Joint.Comma);
        return parts.Count > 0 ? new MathNode.Function("cases", parts) : null;
    }

    private MathNode? Lines(string name)
    {
        var items = new List<MathNode>();
        var joint = Joint.Comma;
        while (!TakeCommand("end:" + name))
        {
            while (Current.Is('&'))
                _at++;
            if (Current.IsCommand("end:" + name))
                continue;
            if (Statement() is not { } item)
                return null;
            items.Add(item);
            if (!Connector(ref joint) && !Current.IsCommand("end:" + name))
                return null;
        }

        return items.Count switch { 0 => null, 1 => items[0], _ => new MathNode.Sequence(items, joint) };
    }
}
