namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Trees;

/// <summary>An expression as a tree; what it is worth where the unknowns have values.</summary>
internal abstract record Node
{
    public virtual IReadOnlyList<Node> Children => [];

    public abstract double Value(double x, double y);

    public virtual Node With(IReadOnlyList<Node> children) => this;

    public static Node operator +(Node a, Node b) => new Sum([a, b]);

    public static Node operator -(Node a) => new Negation(a);

    public static Node operator -(Node a, Node b) => new Sum([a, -b]);

    public static Node operator *(Node a, Node b) => new Product([a, b]);

    public static Node operator /(Node a, Node b) => new Quotient(a, b);

    public static implicit operator Node(long value) => new Number(value);
}

internal sealed record Number(Rational Amount) : Node
{
    public override double Value(double x, double y) => Amount.Value;
}

/// <summary>An unknown: the first or the second.</summary>
internal sealed record Unknown(string Name, bool IsSecond) : Node
{
    public override double Value(double x, double y) => IsSecond ? y : x;
}

internal sealed record Sum(IReadOnlyList<Node> Terms) : Node
{
    public override IReadOnlyList<Node> Children => Terms;

    public override double Value(double x, double y) => Terms.Sum(term => term.Value(x, y));

    public override Node With(IReadOnlyList<Node> children) => new Sum(children);
}

internal sealed record Product(IReadOnlyList<Node> Factors) : Node
{
    public override IReadOnlyList<Node> Children => Factors;

    public override double Value(double x, double y) => Factors.Aggregate(1.0, (product, factor) => product * factor.Value(x, y));

    public override Node With(IReadOnlyList<Node> children) => new Product(children);
}

internal sealed record Negation(Node Inner) : Node
{
    public override IReadOnlyList<Node> Children => [Inner];

    public override double Value(double x, double y) => -Inner.Value(x, y);

    public override Node With(IReadOnlyList<Node> children) => new Negation(children[0]);
}

internal sealed record Quotient(Node Top, Node Bottom) : Node
{
    public override IReadOnlyList<Node> Children => [Top, Bottom];

    public override double Value(double x, double y) => Top.Value(x, y) / Bottom.Value(x, y);

    public override Node With(IReadOnlyList<Node> children) => new Quotient(children[0], children[1]);
}

internal sealed record Power(Node Base, Rational Exponent) : Node
{
    public override IReadOnlyList<Node> Children => [Base];

    public override double Value(double x, double y) => Math.Pow(Base.Value(x, y), Exponent.Value);

    public override Node With(IReadOnlyList<Node> children) => new Power(children[0], Exponent);
}

internal sealed record Root(Node Inner) : Node
{
    public override IReadOnlyList<Node> Children => [Inner];

    public override double Value(double x, double y) => Math.Sqrt(Inner.Value(x, y));

    public override Node With(IReadOnlyList<Node> children) => new Root(children[0]);
}

/// <summary>sin, cos or ln of something.</summary>
internal sealed record Call(string Name, Node Inner) : Node
{
    public override IReadOnlyList<Node> Children => [Inner];

    public override double Value(double x, double y) => Name switch
    {
        "sin" => Math.Sin(Inner.Value(x, y)),
        "cos" => Math.Cos(Inner.Value(x, y)),
        _ => Math.Log(Inner.Value(x, y)),
    };

    public override Node With(IReadOnlyList<Node> children) => new Call(Name, children[0]);
}
