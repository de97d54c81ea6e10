using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Expressions;

/// <summary>Replaces pieces of trees.</summary>
internal static class Rewriting
{
    /// <summary>The tree with every piece replaced that the rule has something for; others stay as they are.</summary>
    internal static MathNode Replace(MathNode node, Func<MathNode, MathNode?> rule)
    {
        if (rule(node) is { } replaced)
            return replaced;
        return node switch
        {
            Sum sum => new Sum(All(sum.Terms, rule)),
            Product product => new Product(All(product.Factors, rule)),
            Quotient quotient => new Quotient(Replace(quotient.Numerator, rule), Replace(quotient.Denominator, rule)),
            Power power => new Power(Replace(power.Base, rule), Replace(power.Exponent, rule)),
            Root root => new Root(Replace(root.Radicand, rule), Replace(root.Index, rule)),
            PlusMinus both => both with { Value = Replace(both.Value, rule) },
            Function function => function with { Arguments = All(function.Arguments, rule) },
            Series series => series with
            {
                From = Replace(series.From, rule),
                To = Replace(series.To, rule),
                Body = Replace(series.Body, rule),
            },
            Measured measured => measured with { Value = Replace(measured.Value, rule) },
            Ratio ratio => new Ratio(All(ratio.Parts, rule)),
            Bracketed bracketed => bracketed with { Items = All(bracketed.Items, rule) },
            Sequence sequence => sequence with { Items = All(sequence.Items, rule) },
            SetOperation operation => operation with { Left = Replace(operation.Left, rule), Right = Replace(operation.Right, rule) },
            SetBuilder builder => new SetBuilder(Replace(builder.Element, rule), Replace(builder.Condition, rule)),
            Matrix matrix => new Matrix([.. matrix.Rows.Select(r => All(r, rule))]),
            Qualified qualified => new Qualified(Replace(qualified.Value, rule), All(qualified.Conditions, rule)),
            Relation relation => relation with { Operands = All(relation.Operands, rule) },
            _ => node,
        };
    }

    private static IReadOnlyList<MathNode> All(IReadOnlyList<MathNode> nodes, Func<MathNode, MathNode?> rule) =>
        [.. nodes.Select(n => Replace(n, rule))];
}
