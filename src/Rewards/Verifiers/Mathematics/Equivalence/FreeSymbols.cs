using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>What a tree is made of.</summary>
internal sealed class FreeSymbols
{
    private FreeSymbols()
    {
    }

    /// <summary>The variables, in the order of their first appearance.</summary>
    internal List<string> Names { get; } = [];

    internal bool HasImaginaryUnit { get; private set; }

    /// <summary>Whether there is a factorial, a sum over an index or another function of whole numbers.</summary>
    internal bool NeedsWholeNumbers { get; private set; }

    /// <summary>Whether there is a floor, a ceiling or a remainder: functions that tell whole numbers from others.</summary>
    internal bool HasRounding { get; private set; }

    internal bool HasPlusMinus { get; private set; }

    internal bool HasMatrix { get; private set; }

    internal static FreeSymbols Of(params ReadOnlySpan<MathNode> nodes)
    {
        var found = new FreeSymbols();
        foreach (var node in nodes)
            found.Visit(node);
        return found;
    }

    private void Visit(MathNode node)
    {
        switch (node)
        {
            case Symbol symbol when !Names.Contains(symbol.Name): Names.Add(symbol.Name); break;
            case Constant { Which: NamedConstant.I }: HasImaginaryUnit = true; break;
            case PlusMinus both: HasPlusMinus = true; Visit(both.Value); break;
            case Function function:
                NeedsWholeNumbers |= function.Name is "factorial" or "double-factorial" or "binom" or "gcd" or "lcm";
                HasRounding |= function.Name is "floor" or "ceil" or "mod";
                VisitAll(function.Arguments);
                break;
            case Series series:
                NeedsWholeNumbers = true;
                var hadImaginaryUnit = HasImaginaryUnit;
                var hadName = Names.Contains(series.Variable);
                Visit(series.From);
                Visit(series.To);
                Visit(series.Body);
                if (!hadName)
                    _ = Names.Remove(series.Variable);
                if (series.Variable == "i")
                    HasImaginaryUnit = hadImaginaryUnit;
                break;
            case Matrix matrix:
                HasMatrix = true;
                foreach (var row in matrix.Rows)
                    VisitAll(row);
                break;
            default: VisitAll(node.Children); break;
        }
    }

    private void VisitAll(IReadOnlyList<MathNode> nodes)
    {
        foreach (var node in nodes)
            Visit(node);
    }
}
