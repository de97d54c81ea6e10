using System.Text;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Writes trees in one way, terms and factors in a fixed order, so that two that read alike are equal as text.</summary>
internal static class NodeText
{
    /// <summary>The tree in one line.</summary>
    internal static string Of(MathNode node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, MathNode node)
    {
        switch (node)
        {
            case Number number: _ = text.Append(number.Value.ToString()); break;
            case Symbol symbol: _ = text.Append(symbol.Name); break;
            case Constant constant: _ = text.Append(Named(constant.Which)); break;
            case Sum sum: Sorted(text, "+", Flat(sum)); break;
            case Product product: Sorted(text, "*", Flat(product)); break;
            case Quotient quotient: Call(text, "/", quotient.Numerator, quotient.Denominator); break;
            case Power power: Call(text, "^", power.Base, power.Exponent); break;
            case Root root: Call(text, "root", root.Radicand, root.Index); break;
            case PlusMinus both: Call(text, both.IsMinusFirst ? "mp" : "pm", both.Value); break;
            case Function function: Call(text, function.Name, [.. function.Arguments]); break;
            case Series { From: var from, To: var to } series:
                Call(text, (series.IsProduct ? "prod " : "sum ") + series.Variable, from, to, series.Body);
                break;
            case Measured measured: Call(text, $"[{Named(measured.Unit)}]", measured.Value); break;
            case Based based: _ = text.Append(based.Value.ToString()).Append("_base").Append(based.Base); break;
            case Ratio ratio: Call(text, "ratio", [.. ratio.Parts]); break;
            case Bracketed bracketed: Call(text, $"{bracketed.Open}{bracketed.Close}", [.. bracketed.Items]); break;
            case Sequence sequence: Call(text, sequence.Joint == Joint.Or ? "or" : "list", [.. sequence.Items]); break;
            case SetOperation operation: Call(text, operation.Operator.ToString(), operation.Left, operation.Right); break;
            case SetBuilder builder: Call(text, "such-that", builder.Element, builder.Condition); break;
            case NamedSet set: _ = text.Append("set-").Append(set.Name); break;
            case Matrix matrix: Call(text, "matrix", [.. matrix.Rows.Select(r => new Sequence(r, Joint.Comma))]); break;
            case Relation relation: Call(text, string.Join(',', relation.Relators), [.. relation.Operands]); break;
            case Qualified qualified: Call(text, "where", [qualified.Value, .. qualified.Conditions]); break;
            case Words words: _ = text.Append('"').Append(words.Text).Append('"'); break;
            case Either either: Call(text, "either", either.First, either.Second); break;
            default: throw new InvalidOperationException($"{node.GetType().Name} has no text.");
        }
    }

    private static string Named(NamedConstant constant) => constant switch
    {
        NamedConstant.Pi => "pi",
        NamedConstant.E => "e",
        NamedConstant.I => "i",
        _ => "infinity",
    };

    // What is counted is the unit's name; other words follow it.
    private static string Named(Unit unit) =>
        unit.Kind == UnitKind.Noun || unit.Words.Length == 0 ? unit.Name : $"{unit.Name} {unit.Words}";

    private static void Call(StringBuilder text, string name, params IReadOnlyList<MathNode> arguments)
    {
        _ = text.Append(name).Append('(');
        for (var i = 0; i < arguments.Count; i++)
        {
            if (i > 0)
                _ = text.Append(", ");
            Write(text, arguments[i]);
        }

        _ = text.Append(')');
    }

    private static void Sorted(StringBuilder text, string name, List<MathNode> items)
    {
        var written = items.ConvertAll(Of);
        if (name == "+" || !items.Exists(i => i is Matrix)) // a product of matrices has an order
            written.Sort(string.CompareOrdinal);
        _ = text.Append(name).Append('(').AppendJoin(", ", written).Append(')');
    }

    private static List<MathNode> Flat(Sum sum)
    {
        var terms = new List<MathNode>();
        foreach (var term in sum.Terms)
        {
            if (term is Sum inner)
                terms.AddRange(Flat(inner));
            else
                terms.Add(term);
        }

        return terms;
    }

    private static List<MathNode> Flat(Product product)
    {
        var factors = new List<MathNode>();
        foreach (var factor in product.Factors)
        {
            if (factor is Product inner)
                factors.AddRange(Flat(inner));
            else
                factors.Add(factor);
        }

        return factors;
    }
}
