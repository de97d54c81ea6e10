using Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Trees;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Random expressions, rewritten by rules that keep or break their value; every value is computed.</summary>
internal static class Expressions
{
    /// <summary>An expression of one or two unknowns.</summary>
    public static Problem OfUnknowns(Draw draw) => Rewritten("expression", draw, WithUnknowns);

    /// <summary>A constant of roots, logarithms and fractions.</summary>
    public static Problem OfNumbers(Draw draw) => Rewritten("constant_expression", draw, Constant);

    private static Problem Rewritten(string kind, Draw draw, Func<Draw, Node> make)
    {
        while (true)
        {
            var node = make(draw);
            if (!Probes.IsTame(node.Value))
                continue;
            var problem = new Problem(kind, new NodePrinter(draw).Print(node), node.Value) { IsSingle = true };
            foreach (var (name, rule) in draw.Shuffle(Rules.Keeping))
            {
                if (Rules.Anywhere(node, rule, draw) is not { } once)
                    continue;
                Keep(problem, node, name, once, draw);
                if (draw.Chance(40) && Rules.Anywhere(once, draw.Pick(Rules.Keeping).Apply, draw) is { } twice)
                    Keep(problem, node, name + "_twice", twice, draw);
            }

            foreach (var (name, rule) in draw.Shuffle(Rules.Breaking))
            {
                if (Rules.Anywhere(node, rule, draw) is { } broken && IsUsable(broken))
                    _ = problem.Wrong(name, new NodePrinter(draw).Print(broken), broken.Value);
            }

            if (problem.Candidates.Any(one => one.IsEqual) && problem.Candidates.Any(one => !one.IsEqual))
                return problem;
        }
    }

    // A rule may divide by zero or leave the reals where the expression does not; such a result is no rewriting.
    private static void Keep(Problem problem, Node node, string name, Node kept, Draw draw)
    {
        if (IsUsable(kept) && Probes.Same(node.Value, kept.Value))
            _ = problem.Right(name, new NodePrinter(draw).Print(kept), kept.Value);
    }

    private static bool IsUsable(Node node) => Probes.IsTame(node.Value);

    private static Node WithUnknowns(Draw draw)
    {
        Node x = new Unknown("x", false);
        Node y = draw.Chance(40) ? new Unknown("y", true) : x;
        Node Factor() => draw.Int(1, 8) switch
        {
            1 or 2 => x,
            3 => new Power(draw.Chance(50) ? x : y, draw.Int(2, 4)),
            4 => new Sum([y, draw.NonZero(9)]),
            5 => new Power(new Sum([x, draw.NonZero(6)]), 2),
            6 => new Quotient(new Sum([x, draw.NonZero(7)]), new Sum([draw.Int(2, 4) * y, draw.Int(1, 9)])),
            7 => new Root(draw.Pick(2, 3, 5, 7)),
            _ => new Call(draw.Pick("sin", "cos"), draw.Chance(50) ? x : draw.Int(2, 4) * x),
        };
        Node Term() => draw.Int(1, 4) switch
        {
            1 => Factor(),
            2 => new Product([draw.Int(2, 9), Factor()]),
            3 => new Quotient(Factor(), draw.Int(2, 9)),
            _ => -new Product([draw.Int(2, 9), Factor()]),
        };
        return draw.Int(1, 4) switch
        {
            1 => new Quotient(new Sum([Term(), draw.NonZero(9)]), new Sum([y, draw.NonZero(8)])),
            2 => new Product([draw.Int(2, 6), new Sum([Term(), Term()])]),
            _ => new Sum([Term(), Term(), .. draw.Chance(50) ? new Node[] { draw.NonZero(12) } : []]),
        };
    }

    private static Node Constant(Draw draw)
    {
        Node Number() => draw.Chance(40) ? new Number(Fractions.Draw(draw, 9)) : draw.NonZero(15);
        Node Factor() => draw.Int(1, 4) switch
        {
            1 => new Root(draw.Pick(2, 3, 5, 6, 7, 10, 11)),
            2 => new Call("ln", draw.Pick(2, 3, 5, 6, 7, 10)),
            3 => new Power(draw.Int(2, 7), draw.Pick(2, 3)),
            _ => new Root(new Sum([draw.Int(2, 9), new Root(draw.Pick(2, 3, 5))])),
        };
        Node Term() => draw.Int(1, 3) switch
        {
            1 => Factor(),
            2 => new Product([draw.Int(2, 9), Factor()]),
            _ =>
            new Quotient(Factor(), draw.Int(2, 9))
        };
        return draw.Int(1, 4) switch
        {
            1 => new Quotient(new Sum([Term(), Number()]), draw.Int(2, 9)),
            2 => new Product([draw.Int(2, 6), new Sum([Term(), Number()])]),
            3 => new Quotient(draw.Int(1, 9), new Sum([Factor(), draw.Int(1, 9)])),
            _ => new Sum([Term(), Number()]),
        };
    }
}
