using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Expressions;

/// <summary>What an answer reads as. Trees are no deeper than the reader's limit, so that walking them by recursion is safe.</summary>
internal abstract record MathNode
{
    /// <summary>A number as written. Decimals: digits after the point, or -1 where there was no point.</summary>
    internal sealed record Number(Rational Value, int Decimals = -1, int Significant = 0) : MathNode
    {
        internal static Number Of(long value) => new(Rational.From(value));
    }

    /// <summary>A letter, with what is under it: x, x_1, \alpha.</summary>
    internal sealed record Symbol(string Name) : MathNode;

    /// <summary>Pi, e, i or infinity.</summary>
    internal sealed record Constant(NamedConstant Which) : MathNode;

    internal sealed record Sum(IReadOnlyList<MathNode> Terms) : MathNode;

    internal sealed record Product(IReadOnlyList<MathNode> Factors) : MathNode;

    internal sealed record Quotient(MathNode Numerator, MathNode Denominator) : MathNode;

    internal sealed record Power(MathNode Base, MathNode Exponent) : MathNode;

    internal sealed record Root(MathNode Radicand, MathNode Index) : MathNode;

    /// <summary>A value of both signs; upper and lower signs of an answer go together.</summary>
    internal sealed record PlusMinus(MathNode Value, bool IsMinusFirst) : MathNode;

    internal sealed record Function(string Name, IReadOnlyList<MathNode> Arguments) : MathNode;

    /// <summary>A sum or a product over an integer variable.</summary>
    internal sealed record Series(bool IsProduct, string Variable, MathNode From, MathNode To, MathNode Body) : MathNode;

    internal sealed record Measured(MathNode Value, Unit Unit) : MathNode;

    /// <summary>Digits with their base: 1210_3.</summary>
    internal sealed record Based(Rational Value, int Base) : MathNode;

    internal sealed record Ratio(IReadOnlyList<MathNode> Parts) : MathNode;

    /// <summary>What stands in brackets with commas: a point, an interval, a set, a vector. Which, only a comparison can tell.</summary>
    internal sealed record Bracketed(char Open, char Close, IReadOnlyList<MathNode> Items) : MathNode
    {
        internal bool IsSet => Open == '{';
    }

    /// <summary>Several values without brackets.</summary>
    internal sealed record Sequence(IReadOnlyList<MathNode> Items, Joint Joint) : MathNode;

    internal sealed record SetOperation(SetOperator Operator, MathNode Left, MathNode Right) : MathNode;

    internal sealed record SetBuilder(MathNode Element, MathNode Condition) : MathNode;

    /// <summary>A set by name: R, Z, N, Q, C or the empty set.</summary>
    internal sealed record NamedSet(string Name) : MathNode;

    internal sealed record Matrix(IReadOnlyList<IReadOnlyList<MathNode>> Rows) : MathNode
    {
        internal int Columns => Rows[0].Count;
    }

    /// <summary>A chain: operands[0] operators[0] operands[1] ...</summary>
    internal sealed record Relation(IReadOnlyList<MathNode> Operands, IReadOnlyList<Relator> Relators) : MathNode;

    /// <summary>A value with what it says of its letters: x + c, where c is real. A mere letter is said to be any.</summary>
    internal sealed record Qualified(MathNode Value, IReadOnlyList<MathNode> Conditions) : MathNode;

    internal sealed record Words(string Text) : MathNode;

    /// <summary>Writing that means one thing here and another there: 1,22 is a decimal to some and two numbers to others.</summary>
    internal sealed record Either(MathNode First, MathNode Second) : MathNode;

    /// <summary>The pieces right below.</summary>
    internal IReadOnlyList<MathNode> Children => this switch
    {
        Sum sum => sum.Terms,
        Product product => product.Factors,
        Quotient quotient => [quotient.Numerator, quotient.Denominator],
        Power power => [power.Base, power.Exponent],
        Root root => [root.Radicand, root.Index],
        PlusMinus both => [both.Value],
        Function function => function.Arguments,
        Series series => [series.From, series.To, series.Body],
        Measured measured => [measured.Value],
        Ratio ratio => ratio.Parts,
        Bracketed bracketed => bracketed.Items,
        Sequence sequence => sequence.Items,
        SetOperation operation => [operation.Left, operation.Right],
        SetBuilder builder => [builder.Element, builder.Condition],
        Matrix matrix => [.. matrix.Rows.SelectMany(r => r)],
        Relation relation => relation.Operands,
        Qualified qualified => [qualified.Value, .. qualified.Conditions],
        Either either => [either.First, either.Second],
        _ => [],
    };

    /// <summary>
    /// Whether anything is nested this many levels deep. Signs after an atom nest without brackets, so the reader cannot count them.
    /// </summary>
    internal bool IsDeeperThan(int levels)
    {
        foreach (var child in Children)
        {
            if (levels == 0 || child.IsDeeperThan(levels - 1))
                return true;
        }

        return false;
    }

    internal static MathNode Negative(MathNode node) => node is Number { Decimals: < 0 } number
        ? new Number(-number.Value)
        : node is Number dec ? dec with { Value = -dec.Value } : new Product([Number.Of(-1), node]);
}

/// <summary>What stands between the items of a list. Of several, the last that is not a comma counts.</summary>
internal enum Joint
{
    Comma,
    And,
    Or,
}

/// <summary>How two sets make one.</summary>
internal enum SetOperator
{
    Union,
    Intersection,
    Difference,
}

/// <summary>Numbers that have a letter for a name, and infinity.</summary>
internal enum NamedConstant
{
    Pi,
    E,
    I,
    Infinity,
}
