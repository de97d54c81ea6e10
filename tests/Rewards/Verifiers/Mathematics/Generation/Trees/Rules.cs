namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Trees;

/// <summary>Changes of one node: those that keep its value and those that break it. A rule that does not apply gives null.</summary>
internal static class Rules
{
    public static readonly (string Name, Func<Node, Draw, Node?> Apply)[] Keeping =
    [
        ("commute", (node, draw) => node switch { Sum sum => new Sum(draw.Shuffle(sum.Terms)), Product product =>
            new Product(draw.Shuffle(product.Factors)), _ => null }),
        ("distribute", (node, _) => node is Product { Factors: [var a, Sum sum] } ? new Sum([.. sum.Terms.Select(term => a * term)])
            : null),
        ("negate_twice", (node, _) => node is Sum sum ? -new Sum([.. sum.Terms.Select(term => -term)]) : null),
        ("scale_quotient", (node, draw) => node is Quotient q && (Node)draw.Int(2, 5) is var k ? new Quotient(k * q.Top, k * q.Bottom)
            : null),
        ("extend_quotient", (node, draw) => node is Quotient q && new Sum([new Unknown("x", false), draw.Int(1, 5)]) is var more
            ? new Quotient(q.Top * more, q.Bottom * more) : null),
        ("negate_quotient", (node, _) => node is Quotient q ? -new Quotient(-q.Top, q.Bottom) : null),
        ("inverse_power", (node, _) => node is Quotient q ? q.Top * new Power(q.Bottom, -1) : null),
        ("split_quotient", (node, _) => node is Quotient { Top: Sum sum } q ? new Sum([.. sum.Terms.Select(term => term / q.Bottom)])
            : null),
        ("split_power", (node, draw) => node is Power { Exponent: { Bottom: 1, Top: > 1 } n } p && draw.Int(1, (int)n.Top - 1) is var m
            ? new Power(p.Base, n - m) * (m == 1 ? p.Base : new Power(p.Base, m)) : null),
        ("reciprocal_power", (node, _) => node is Power { Exponent.Top: > 0 } p ? 1 / new Power(p.Base, -p.Exponent) : null),
        ("square_out", (node, _) => node is Power { Base: Sum { Terms: [var a, var b] }, Exponent: { Top: 2, Bottom: 1 } }
            ? new Sum([new Power(a, 2), new Product([2, a, b]), new Power(b, 2)]) : null),
        ("number_as_sum", (node, draw) => node is Number { Amount: var n } && draw.Int(1, 9) is var k ? new Sum([new Number(n - k), k])
            : null),
        ("number_as_quotient", (node, draw) => node is Number { Amount.Bottom: 1 } number && draw.Int(2, 6) is var k
            ? new Quotient(new Number(number.Amount * k), k) : null),
        ("add_and_take", (node, draw) => node is Sum sum && draw.Int(1, 9) is var k ? new Sum([.. sum.Terms, k, -(Node)k]) : null),
        ("root_as_power", (node, _) => node is Root root ? new Power(root.Inner, new Rational(1, 2)) : null),
        ("rationalise", (node, _) => node is Root root ? root.Inner / new Root(root.Inner) : null),
        ("scale_root", (node, draw) => node is Root { Inner: Number n } && draw.Int(2, 4) is var k
            ? new Quotient(new Root(new Number(n.Amount * k * k)), k) : null),
        ("one_as_squares", (node, _) => node is Call { Name: "sin" or "cos" } call
            ? new Product([call, new Sum([new Power(new Call("sin", call.Inner), 2), new Power(new Call("cos", call.Inner), 2)])])
                : null),
        ("odd_even", (node, _) => node is Call { Name: "sin" } sin ? -new Call("sin", -sin.Inner) : node is Call { Name: "cos" } cos
            ? new Call("cos", -cos.Inner) : null),
        ("split_log", (node, draw) => node is Call { Name: "ln", Inner: Number n } && draw.Int(2, 5) is var k
            ? new Call("ln", k) + new Call("ln", new Number(n.Amount / k)) : null),
        ("log_of_inverse", (node, _) => node is Call { Name: "ln", Inner: Number n } ? -new Call("ln", new Number(1 / n.Amount)) : null),
        ("half_log_of_square", (node, _) => node is Call { Name: "ln", Inner: Number n }
            ? new Call("ln", new Number(n.Amount * n.Amount)) / 2 : null),
        ("print_again", (node, _) => node),
    ];

    public static readonly (string Name, Func<Node, Draw, Node?> Apply)[] Breaking =
    [
        ("term_sign", (node, draw) => node is Sum sum && draw.Int(0, sum.Terms.Count - 1) is var at
            ? new Sum([.. sum.Terms.Select((term, index) => index != at ? term : term is Negation negation ? negation.Inner : -term)])
                : null),
        ("number_off", (node, draw) => node is Number number ? new Number(number.Amount + draw.Sign()) : null),
        ("exponent_off", (node, draw) => node is Power power ? new Power(power.Base, power.Exponent + draw.Pick(1, 2)) : null),
        ("exponent_lost", (node, _) => node is Power power ? power.Base : null),
        ("quotient_swapped", (node, _) => node is Quotient q ? new Quotient(q.Bottom, q.Top) : null),
        ("quotient_as_product", (node, _) => node is Quotient q ? q.Top * q.Bottom : null),
        ("scale_top_only", (node, draw) => node is Quotient q ? new Quotient(draw.Int(2, 5) * q.Top, q.Bottom) : null),
        ("term_dropped", (node, draw) => node is Sum { Terms.Count: > 1 } sum && draw.Int(0, sum.Terms.Count - 1) is var at
            ? new Sum([.. sum.Terms.Where((_, index) => index != at)]) : null),
        ("factor_dropped", (node, draw) => node is Product { Factors.Count: > 1 } product
            && draw.Int(0, product.Factors.Count - 1) is var at
            ? new Product([.. product.Factors.Where((_, index) => index != at)]) : null),
        ("distributed_once", (node, _) => node is Product { Factors: [var a, Sum sum] }
            ? new Sum([a * sum.Terms[0], .. sum.Terms.Skip(1)]) : null),
        ("power_of_sum", (node, _) => node is Power { Base: Sum sum } p
            ? new Sum([.. sum.Terms.Select(term => new Power(term, p.Exponent))]) : null),
        ("root_of_sum", (node, _) => node is Root { Inner: Sum sum } ? new Sum([.. sum.Terms.Select(term => new Root(term))]) : null),
        ("root_lost", (node, _) => node is Root root ? root.Inner : null),
        ("other_function", (node, _) => node is Call call
            ? new Call(call.Name switch { "sin" => "cos", "cos" => "sin", _ => "cos" }, call.Inner) : null),
        ("function_lost", (node, _) => node is Call call ? call.Inner : null),
        ("all_negated", (node, _) => -node),
        ("sum_as_product", (node, _) => node is Sum sum ? new Product(sum.Terms) : null),
        ("product_as_sum", (node, _) => node is Product product ? new Sum(product.Factors) : null),
    ];

    /// <summary>The tree with one node changed, drawn from those to which the rule applies.</summary>
    public static Node? Anywhere(Node root, Func<Node, Draw, Node?> rule, Draw draw)
    {
        var changed = Everywhere(root, rule, draw).ToArray();
        return changed.Length == 0 ? null : draw.Pick(changed);
    }

    private static IEnumerable<Node> Everywhere(Node node, Func<Node, Draw, Node?> rule, Draw draw)
    {
        if (rule(node, draw) is { } whole)
            yield return whole;
        for (var at = 0; at < node.Children.Count; at++)
        {
            foreach (var child in Everywhere(node.Children[at], rule, draw))
                yield return node.With([.. node.Children.Select((old, index) => index == at ? child : old)]);
        }
    }
}
