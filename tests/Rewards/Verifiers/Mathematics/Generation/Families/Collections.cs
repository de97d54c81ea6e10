namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Lists (without order), sets and tuples (with order).</summary>
internal static class Collections
{
    public static Problem List(Draw draw)
    {
        var items = Values(draw, draw.Int(2, 5));
        var problem = new Problem("list", Join(items, draw.Chance(75) ? ", " : ","));
        RightLists(problem, items, draw);
        WrongLists(problem, items, draw, one => Join(one));
        return problem.Right("with_braces", Braces(items)).Right("with_spaced_braces", @"\left\{ " + Join(items) + @" \right\}")
            .Wrong("or", Join(items[..^1]) + @" \text{ or } " + Tex.Of(items[^1] + 1));
    }

    public static Problem Set(Draw draw)
    {
        var items = Values(draw, draw.Int(2, 5));
        var problem = new Problem("set", Braces(items))
            .Right("same", Braces(items))
            .Right("no_space", Braces(items).Replace(" ", "", StringComparison.Ordinal))
            .Right("lbrace", @"\lbrace " + Join(items) + @" \rbrace")
            .Right("left_right", @"\left\{" + Join(items) + @"\right\}")
            .Right("reordered", Braces(draw.Shuffle(items)))
            .Right("named", "S = " + Braces(items))
            .Right("x_in", @"x \in " + Braces(items))
            .Right("union", Braces(items[..1]) + @" \cup " + Braces(items[1..]))
            .Wrong("tuple", "(" + Join(items) + ")")
            .Wrong("sum_of_them", Tex.Of(items.Aggregate((a, b) => a + b)))
            .Wrong("interval", $"[{Join(items[..2])}]")
            .Wrong("union_too_large", Braces(items) + @" \cup \{1000\}")
            .Wrong("empty", @"\emptyset")
            .Wrong("nested", @"\{" + Braces(items) + @"\}");
        RightLists(problem, items, draw);
        WrongLists(problem, items, draw, one => Braces(one));
        return problem;
    }

    public static Problem Tuple(Draw draw)
    {
        var count = draw.Int(2, 4);
        var items = Enumerable.Range(0, count).Select(_ => draw.Chance(25) ? Fractions.Draw(draw, 12) : draw.Int(-12, 15)).ToArray();
        if (items.Distinct().Count() == 1)
            items[0] += 1;
        string Round(IEnumerable<Rational> all) => "(" + Join(all) + ")";
        var named = count switch { 2 => "(x, y)", 3 => "(x, y, z)", _ => "(a, b, c, d)" };
        var at = draw.Int(0, count - 1);
        Rational[] Changed(Func<Rational, Rational> change) => [.. items.Select((item, index) => index == at ? change(item) : item)];
        var (first, second) = (0, Enumerable.Range(1, count - 1).First(index => items[index] != items[0]));
        var swapped = items.ToArray();
        (swapped[first], swapped[second]) = (items[second], items[first]);
        var k = draw.Int(2, 4);
        var problem = new Problem("tuple", Round(items))
            .Right("same", Round(items))
            .Right("no_space", Round(items).Replace(", ", ",", StringComparison.Ordinal))
            .Right("left_right", @"\left( " + Join(items) + @" \right)")
            .Right("named", $"{named} = {Round(items)}")
            .Right("backslash_space", "(" + Join(items, @",\ ") + ")")
            .Right("dfrac", Round(items).Replace(@"\frac", @"\dfrac", StringComparison.Ordinal))
            .Right("big", @"\bigl(" + Join(items) + @"\bigr)")
            .Right("unreduced", "(" + string.Join(", ", items
            .Select(item => (item.Top < 0 ? "-" : "") + Tex.Frac(Math.Abs(item.Top) * k, item.Bottom * k))) + ")")
            .Right("plain", "(" + string.Join(", ", items.Select(Tex.Slash)) + ")", Shape.Plain)
            .Right("sums", "(" + string.Join(", ", items.Select(item => $"{Tex.Of(item - k)} + {k}")) + ")")
            .Wrong("one_off", Round(Changed(item => item + 1)))
            .Wrong("plain_one_off", "(" + string.Join(", ", Changed(item => item + 1).Select(Tex.Slash)) + ")", Shape.Plain)
            .Wrong("swapped", Round(swapped))
            .Wrong("missing_coordinate", count == 2 ? Tex.Of(items[0]) : Round(items[..^1]))
            .Wrong("extra_coordinate", Round([.. items, 1]))
            .Wrong("set", Braces(items))
            .Wrong("scaled", Round(items.Select(item => item * 2)))
            .Wrong("sum", Tex.Of(items.Aggregate((a, b) => a + b)))
            .Wrong("two_tuples", Round(items) + ", " + Round(swapped))
            .Wrong("other_names", $"(x, y) = {Round(swapped)}");
        // Two ascending values in round brackets could also be an interval, and the swapped one nothing.
        if (items[0].Value > items[1].Value)
            _ = problem.Wrong("two_tuples_or", Round(items) + @" \text{ or } " + Round(items.Select(item => item + 1)));
        if (items[at] != 0)
            _ = problem.Wrong("sign_flip", Round(Changed(item => -item)));
        if (items.Any(item => item != 0))
            _ = problem.Wrong("signs_flipped", Round(items.Select(item => -item)));
        return problem;
    }

    /// <summary>Several tuples, in any order.</summary>
    public static Problem TupleList(Draw draw)
    {
        var xs = draw.Distinct(3, -9, 9);
        var ys = draw.Distinct(3, -9, 9);
        var count = draw.Int(2, 3);
        string[] points = [.. Enumerable.Range(0, count).Select(index => $"({xs[index]}, {ys[index]})")];
        var other = $"({xs[0] + 20}, {ys[0]})";
        var turned = draw.Shuffle(points);
        return new Problem("tuple_list", string.Join(", ", points))
            .Right("same", string.Join(", ", points))
            .Right("no_space", string.Join(",", points).Replace(", ", ",", StringComparison.Ordinal))
            .Right("reordered", string.Join(", ", turned))
            .Right("and", string.Join(", ", points[..^1]) + @" \text{ and } " + points[^1])
            .Right("set", @"\{" + string.Join(", ", turned) + @"\}")
            .Right("left_right", string.Join(", ", points
            .Select(point => point.Replace("(", @"\left(", StringComparison.Ordinal).Replace(")", @"\right)", StringComparison.Ordinal))))
            .Right("plain_and", string.Join(", ", points[..^1]) + " and " + points[^1], Shape.Plain)
            .Wrong("one_off", string.Join(", ", [.. points[..^1], other]))
            .Wrong("missing", points[0])
            .Wrong("superset", string.Join(", ", [.. points, other]))
            .Wrong("repaired", $"({xs[0]}, {ys[1]}), ({xs[1]}, {ys[0]})" + (count == 3 ? ", " + points[2] : ""))
            .Wrong("flattened", string.Join(", ", points.Select(point => point.Trim('(', ')'))))
            .Wrong("one_tuple", "(" + string.Join(", ", points.Select(point => point.Trim('(', ')'))) + ")");
    }

    private static Rational[] Values(Draw draw, int count)
    {
        var found = new List<Rational>();
        while (found.Count < count)
        {
            var next = draw.Chance(20) ? Fractions.Draw(draw, 9) : new Rational(draw.Int(-15, 30));
            if (!found.Contains(next))
                found.Add(next);
        }

        return [.. found.OrderBy(item => item.Value)];
    }

    private static void RightLists(Problem problem, Rational[] items, Draw draw)
    {
        var k = draw.Int(2, 4);
        var last = Tex.Of(items[^1]);
        _ = problem.Right("list", Join(items))
            .Right("list_no_space", Join(items, ","))
            .Right("list_reordered", Join(draw.Shuffle(items)))
            .Right("and", Join(items[..^1]) + @" \text{ and } " + last)
            .Right("comma_and", Join(items[..^1]) + @", \text{ and } " + last)
            .Right("quad", Join(items, @",\quad "))
            .Right("assign", "x = " + Join(items))
            .Right("each_assigned", string.Join(@" \text{ or } ", items.Select(item => $"x = {Tex.Of(item)}")))
            .Right("numbered", string.Join(", ", items.Select((item, index) => $"x_{index + 1} = {Tex.Of(item)}")))
            .Right("scaled_item", Join(items[..^1]) + ", " + (items[^1].Top < 0 ? "-" : "")
                + Tex.Frac(Math.Abs(items[^1].Top) * k, items[^1].Bottom * k))
            .Right("plain", string.Join(", ", items.Select(Tex.Slash)), Shape.Plain)
            .Right("plain_and", string.Join(", ", items[..^1].Select(Tex.Slash)) + " and " + Tex.Slash(items[^1]), Shape.Plain);
    }

    private static void WrongLists(Problem problem, Rational[] items, Draw draw, Func<IEnumerable<Rational>, string> print)
    {
        var at = draw.Int(0, items.Length - 1);
        var free = new Rational(draw.Int(31, 60));
        _ = problem.Wrong("missing", print(items.Where((_, index) => index != at)))
            .Wrong("superset", print([.. items, free]))
            .Wrong("superset_first", print([free, .. items]))
            .Wrong("one_off", print(items.Select((item, index) => index == at ? free : item)))
            .Wrong("list_superset", Join([.. items, free]))
            .Wrong("list_missing", Join(items[1..]))
            .Wrong("plain_one_off", string.Join(", ", items.Select((item, index) => Tex.Slash(index == at ? item + 70 : item))),
                Shape.Plain)
            .Wrong("plain_missing", string.Join(", ", items[1..].Select(Tex.Slash)), Shape.Plain)
            .Wrong("sum", Tex.Of(items.Aggregate((a, b) => a + b)))
            .Wrong("one_only", Tex.Of(items[^1]));
        if (!items.Select(item => -item).Order(Comparer).SequenceEqual(items))
            _ = problem.Wrong("signs_flipped", print(items.Select(item => -item)));
        if (items[at] != 0 && !items.Contains(-items[at]))
            _ = problem.Wrong("sign_flip", print(items.Select((item, index) => index == at ? -item : item)));
    }

    private static Comparer<Rational> Comparer { get; } = Comparer<Rational>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static string Join(IEnumerable<Rational> items, string comma = ", ") =>
        string.Join(comma, items.Select(item => Tex.Of(item)));

    private static string Braces(IEnumerable<Rational> items) => @"\{" + Join(items) + @"\}";
}
