namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Equations, equal up to a factor, and values given to names.</summary>
internal static class Equations
{
    public static Problem Equation(Draw draw) =>
        draw.Int(1, 4) switch { 1 => Line(draw), 2 => Parabola(draw), 3 => Circle(draw), _ => Plane(draw) };

    public static Problem Assignment(Draw draw)
    {
        var x = draw.Letter();
        var value = draw.Chance(25) ? Fractions.Draw(draw, 9) : new Rational(draw.NonZero(40));
        var text = Tex.Of(value);
        var other = x == "x" ? "y" : "x";
        var k = draw.Int(2, 5);
        return new Problem("assignment", draw.Chance(80) ? $"{x} = {text}" : $"{x}={text}")
            .Right("same", $"{x} = {text}")
            .Right("no_space", $"{x}={text}")
            .Right("bare", text)
            .Right("quad", $@"{x}\ =\ {text}")
            .Right("turned", $"{text} = {x}")
            .Right("dfrac", $"{x} = {text.Replace(@"\frac", @"\dfrac", StringComparison.Ordinal)}")
            .Right("plain", $"{x} = {Tex.Slash(value)}", Shape.Plain)
            .Right("plain_bare", Tex.Slash(value), Shape.Plain)
            .Right("chain", $"{x} = {(value.Top < 0 ? "-" : "") + Tex.Frac(Math.Abs(value.Top) * k, value.Bottom * k)} = {text}")
            .Right("boxed_text", $@"{x} = \text{{{Tex.Slash(value)}}}")
            .Right("left_right", $@"{x} = {Tex.LeftRight(text)}")
            .Right("sum", $"{x} = {Tex.Of(value - k)} + {k}")
            .Wrong("sign_flip", $"{x} = {Tex.Of(-value)}")
            .Wrong("off_by_one", $"{x} = {Tex.Of(value + draw.Sign())}")
            .Wrong("bare_off", Tex.Of(value + draw.Sign()))
            .Wrong("value_off", Tex.Of(value + k))
            .Wrong("inequality", $"{x} {draw.Pick(">", "<", @"\ge", @"\le")} {text}")
            .Wrong("not_equal", $@"{x} \neq {text}")
            .Wrong("zero", $"{x} = 0")
            .Wrong("scaled", $"{x} = {Tex.Of(value * k)}")
            .Wrong("two_values", $@"{x} = {text} \text{{ or }} {x} = {Tex.Of(value + k)}")
            .Wrong("two_values_comma", $"{x} = {text}, {Tex.Of(value + k)}")
            .Wrong("two_names", $"{x} = {text}, {other} = {Tex.Of(value + k)}")
            .Wrong("plus_minus", $@"{x} = \pm {Tex.Of(value.Top < 0 ? -value : value)}")
            .Wrong("plain_off", $"{x} = {Tex.Slash(value + k)}", Shape.Plain)
            .Wrong("left_side_only", x)
            .Wrong("square", $"{x}^2 = {text}");
    }

    /// <summary>Values of several names.</summary>
    public static Problem Assignments(Draw draw)
    {
        var (x, y) = draw.Pick(("x", "y"), ("a", "b"), ("m", "n"), ("p", "q"));
        var (a, b) = (draw.NonZero(20), draw.NonZero(20));
        b = a == b ? b + 30 : b;
        return new Problem("assignments", $"{x} = {a}, {y} = {b}")
            .Right("no_space", $"{x}={a},{y}={b}")
            .Right("and", $@"{x} = {a} \text{{ and }} {y} = {b}")
            .Right("reordered", $"{y} = {b}, {x} = {a}")
            .Right("quad", $@"{x} = {a}, \quad {y} = {b}")
            .Right("plain_and", $"{x} = {a} and {y} = {b}", Shape.Plain)
            .Right("plain", $"{x} = {a}, {y} = {b}", Shape.Plain)
            .Wrong("values_swapped", $"{x} = {b}, {y} = {a}")
            .Wrong("first_off", $"{x} = {a + 1}, {y} = {b}")
            .Wrong("second_off", $@"{x} = {a} \text{{ and }} {y} = {b + 1}")
            .Wrong("sign", $"{x} = {a}, {y} = {-b}")
            .Wrong("one_only", $"{x} = {a}")
            .Wrong("plain_swapped", $"{x} = {b} and {y} = {a}", Shape.Plain)
            .Wrong("same_value", $"{x} = {y} = {a}");
    }

    private static Problem Line(Draw draw)
    {
        var (m, b) = (draw.Chance(60) ? Fractions.Draw(draw, 7) : new Rational(draw.NonZero(7)), draw.NonZero(9));
        var (p, q) = (m.Top, m.Bottom);
        string Slope(Rational slope) => Tex.Times(slope, "x");
        string Solved(Rational slope, long constant) => "y = " + Tex.Sum(Slope(slope), $"{constant}");
        var problem = new Problem("equation", Solved(m, b))
            .Right("same", Solved(m, b))
            .Right("no_space", Solved(m, b).Replace(" ", "", StringComparison.Ordinal))
            .Right("standard_form", $"{Tex.Sum(Tex.Times(p, "x"), Tex.Times(-q, "y"))} = {-b * q}")
            .Right("zero_form", $"{Tex.Sum(Tex.Times(p, "x"), Tex.Times(-q, "y"), $"{b * q}")} = 0")
            .Right("negated_form", $"{Tex.Sum(Tex.Times(q, "y"), Tex.Times(-p, "x"))} = {b * q}")
            .Right("doubled", $"2y = {Tex.Sum(Slope(2 * m), $"{2 * b}")}")
            .Right("turned", $"{Tex.Sum(Slope(m), $"{b}")} = y")
            .Right("reordered", "y = " + Tex.Sum($"{b}", Slope(m)))
            .Right("slope_over", "y = " + Tex.Sum((p < 0 ? "-" : "") + Tex.Frac(Tex.Times(Math.Abs(p), "x"), q), $"{b}"))
            .Right("moved", $"y - {Tex.Guard($"{b}")} = {Slope(m)}")
            .Right("one_fraction", "y = " + Tex.Frac(Tex.Sum(Tex.Times(p, "x"), $"{b * q}"), q))
            .Right("solved_for_x", "x = " + Tex.Frac($"{q}(y - {Tex.Guard($"{b}")})", p))
            .Wrong("intercept_sign", Solved(m, -b))
            .Wrong("intercept_off", Solved(m, b + 1))
            .Wrong("slope_sign", Solved(-m, b))
            .Wrong("slope_off", Solved(m + new Rational(1, q), b))
            .Wrong("standard_sign", $"{Tex.Sum(Tex.Times(p, "x"), Tex.Times(q, "y"))} = {-b * q}")
            .Wrong("right_side_only_changed", $"{Tex.Sum(Tex.Times(p, "x"), Tex.Times(-q, "y"))} = {b * q}")
            .Wrong("half_doubled", $"2y = {Tex.Sum(Slope(m), $"{b}")}")
            .Wrong("negative_reciprocal", Solved(-(1 / m), b))
            .Wrong("inequality", Solved(m, b).Replace("=", ">", StringComparison.Ordinal))
            .Wrong("slope_only", Tex.Of(m));
        if (m != -1)
            _ = problem.Wrong("letters_swapped", "x = " + Tex.Sum(Tex.Times(m, "y"), $"{b}"));
        if (m * m != 1)
            _ = problem.Wrong("slope_inverted", Solved(1 / m, b));
        return problem;
    }

    private static Problem Parabola(Draw draw)
    {
        var (a, h, k) = (draw.Pick<Rational>(1, 2, -1, -2, 3, new(1, 2), new(-1, 2)), draw.NonZero(6), draw.NonZero(9));
        var (b, c) = (-2 * a * h, (a * h * h) + k);
        string Terms(Rational two, Rational one, Rational zero) =>
            Tex.Sum([Tex.Times(two, "x^2"), Tex.Times(one, "x"), .. zero == 0 ? Array.Empty<string>() : [Tex.Of(zero)]]);
        string Vertex(Rational lead, long x, long y) => Tex.Sum(Tex.Times(lead, "") + $"({Tex.Sum("x", $"{-x}")})^2", $"{y}");
        var expanded = "y = " + Terms(a, b, c);
        var doubled = "2y = " + Terms(2 * a, 2 * b, 2 * c);
        return new Problem("equation", draw.Chance(60) ? expanded : "y = " + Vertex(a, h, k))
            .Right("expanded", expanded)
            .Right("vertex_form", "y = " + Vertex(a, h, k))
            .Right("moved", $"y - {Tex.Guard($"{k}")} = " + Vertex(a, h, 0)[..^4])
            .Right("cleared", doubled)
            .Right("turned", Terms(a, b, c) + " = y")
            .Right("zero_form", Terms(a, b, c) + " - y = 0")
            .Right("reordered", "y = " + Tex.Sum(Tex.Of(c), Tex.Times(b, "x"), Tex.Times(a, "x^2")))
            .Right("negated", "-y = " + Terms(-a, -b, -c))
            .Wrong("lead_sign", "y = " + Terms(-a, b, c))
            .Wrong("middle_sign", "y = " + Terms(a, -b, c))
            .Wrong("constant_off", "y = " + Terms(a, b, c + 1))
            .Wrong("vertex_sign", "y = " + Vertex(a, -h, k))
            .Wrong("vertex_down", "y = " + Vertex(a, h, -k))
            .Wrong("half_cleared", "2y = " + Terms(2 * a, 2 * b, c + (c == 0 ? 1 : 0)))
            .Wrong("lead_off", "y = " + Terms(2 * a, b, c))
            .Wrong("middle_lost", "y = " + Tex.Sum(Tex.Times(a, "x^2"), Tex.Of(c)))
            .Wrong("sideways", "x = " + Vertex(a, h, k).Replace('x', 'y'))
            .Wrong("inequality", expanded.Replace("=", @"\ge", StringComparison.Ordinal));
    }

    private static Problem Circle(Draw draw)
    {
        var (a, b, r) = (draw.NonZero(7), draw.NonZero(7), draw.Int(1, 9));
        string First(long shift) => $"({Tex.Sum("x", $"{-shift}").Replace(" ", "", StringComparison.Ordinal)})^2";
        string Second(long shift) => $"({Tex.Sum("y", $"{-shift}").Replace(" ", "", StringComparison.Ordinal)})^2";
        string Standard(long x, long y, long square) => $"{First(x)} + {Second(y)} = {square}";
        string[] terms = ["x^2", Tex.Times(-2 * a, "x"), "y^2", Tex.Times(-2 * b, "y")];
        var rest = (a * a) + (b * b) - (r * r);
        var constant = rest == 0 ? Array.Empty<string>() : [$"{rest}"];
        var problem = new Problem("equation", Standard(a, b, r * r))
            .Right("same", Standard(a, b, r * r))
            .Right("expanded", $"{Tex.Sum(terms)} = {-rest}")
            .Right("expanded_zero", $"{Tex.Sum([.. terms, .. constant])} = 0")
            .Right("swapped_terms", $"{Second(b)} + {First(a)} = {r * r}")
            .Right("moved", $"{First(a)} + {Second(b)} - {r * r} = 0")
            .Right("turned", $"{r * r} = {First(a)} + {Second(b)}")
            .Right("square_kept", $"{First(a)} + {Second(b)} = {r}^2")
            .Right("doubled", $"2{First(a)} + 2{Second(b)} = {2 * r * r}")
            .Right("divided", $@"\frac{{{First(a)}}}{{{r * r}}} + \frac{{{Second(b)}}}{{{r * r}}} = 1")
            .Right("turned_inside", $"({a} - x)^2 + {Second(b)} = {r * r}")
            .Right("grouped", $"{Tex.Sum("x^2", "y^2", terms[1], terms[3])} = {-rest}")
            .Wrong("minus", $"{First(a)} - {Second(b)} = {r * r}")
            .Wrong("center_sign", Standard(-a, b, r * r))
            .Wrong("both_center_signs", Standard(-a, -b, r * r))
            .Wrong("radius_off", Standard(a, b, (r + 1) * (r + 1)))
            .Wrong("radius_doubled", Standard(a, b, 2 * r * r))
            .Wrong("center_off", Standard(a + 1, b, r * r))
            .Wrong("middle_sign", $"{Tex.Sum(terms[0], Tex.Times(2 * a, "x"), terms[2], terms[3])} = {-rest}")
            .Wrong("constant_off", $"{Tex.Sum(terms)} = {-rest + 1}")
            .Wrong("ellipse", $"2{First(a)} + {Second(b)} = {r * r}")
            .Wrong("disc", $@"{First(a)} + {Second(b)} \le {r * r}");
        if (r > 1)
            _ = problem.Wrong("radius_not_squared", Standard(a, b, r));
        if (a != b)
            _ = problem.Wrong("center_swapped", Standard(b, a, r * r));
        return problem;
    }

    private static Problem Plane(Draw draw)
    {
        var (a, b, c, d) = (draw.NonZero(6), draw.NonZero(6), draw.NonZero(6), draw.Chance(30) ? 0 : draw.NonZero(12));
        var k = draw.Int(2, 4);
        string Print(long x, long y, long z, long right) =>
            $"{Tex.Sum(Tex.Times(x, "x"), Tex.Times(y, "y"), Tex.Times(z, "z"))} = {right}";
        string Half(long x, long y, long z) =>
            Tex.Sum(Tex.Times(new Rational(x, 2), "x"), Tex.Times(new Rational(y, 2), "y"), Tex.Times(new Rational(z, 2), "z"));
        var problem = new Problem("equation", Print(a, b, c, d))
            .Right("negated", Print(-a, -b, -c, -d))
            .Right("scaled", Print(k * a, k * b, k * c, k * d))
            .Right("reordered", $"{Tex.Sum(Tex.Times(c, "z"), Tex.Times(a, "x"), Tex.Times(b, "y"))} = {d}")
            .Right("moved", $"{Tex.Sum(Tex.Times(a, "x"), Tex.Times(b, "y"))} = {Tex.Sum($"{d}", Tex.Times(-c, "z"))}")
            .Right("turned", $"{d} = {Tex.Sum(Tex.Times(a, "x"), Tex.Times(b, "y"), Tex.Times(c, "z"))}")
            .Right("zero_form", $"{Tex.Sum(Tex.Times(a, "x"), Tex.Times(b, "y"), Tex.Times(c, "z"), $"{-d}")} = 0")
            .Right("solved", $"x = {Tex.Frac(Tex.Sum($"{d}", Tex.Times(-b, "y"), Tex.Times(-c, "z")), a)}")
            .Right("halved", $"{Half(a, b, c)} = {Tex.Of(new(d, 2))}")
            .Wrong("one_sign", Print(a, -b, c, d))
            .Wrong("constant_off", Print(a, b, c, d + 1))
            .Wrong("left_scaled", Print(k * a, k * b, k * c, d == 0 ? 1 : d))
            .Wrong("coefficient_off", Print(a, b, c < 0 ? c - 1 : c + 1, d))
            .Wrong("term_lost", $"{Tex.Sum(Tex.Times(a, "x"), Tex.Times(b, "y"))} = {d}")
            .Wrong("left_side_only", Tex.Sum(Tex.Times(a, "x"), Tex.Times(b, "y"), Tex.Times(c, "z")))
            .Wrong("letter_changed", $"{Tex.Sum(Tex.Times(a, "x"), Tex.Times(b, "y"), Tex.Times(c, "w"))} = {d}");
        if (d != 0)
            _ = problem.Wrong("right_negated", Print(a, b, c, -d));
        if (a != b)
            _ = problem.Wrong("swapped", Print(b, a, c, d));
        return problem;
    }
}
