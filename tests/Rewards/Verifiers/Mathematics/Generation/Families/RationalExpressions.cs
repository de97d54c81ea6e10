namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Quotients of polynomials and sums of fractions.</summary>
internal static class RationalExpressions
{
    public static Problem Any(Draw draw) =>
        draw.Int(1, 4) switch { 1 => Linear(draw), 2 => Power(draw), 3 => Sum(draw), _ => Mean(draw) };

    /// <summary>(ax + b)/(cx + d).</summary>
    private static Problem Linear(Draw draw)
    {
        var x = draw.Letter();
        int a, b, c, d;
        do
            (a, b, c, d) = (draw.NonZero(6), draw.NonZero(9), draw.Int(1, 5), draw.NonZero(9));
        while (a * d == b * c);
        double Of(double u) => ((a * u) + b) / ((c * u) + d);
        string Line(long slope, long constant) => Tex.Sum(Tex.Times(slope, x), $"{constant}");
        string Reversed(long slope, long constant) => Tex.Sum($"{constant}", Tex.Times(slope, x));
        var (top, bottom) = (Line(a, b), Line(c, d));
        var (k, e) = (draw.Int(2, 5), draw.NonZero(5));
        var rest = new Rational((b * c) - (a * d), c);
        var whole = new Rational(a, c);
        var problem = new Problem("rational_expression", Tex.Frac(top, bottom), (u, _) => Of(u)) { IsSingle = true };
        void Right(string rewrite, string text, Shape shape = Shape.Latex) => problem.Right(rewrite, text, (u, _) => Of(u), shape);
        void Wrong(string rewrite, string text, Func<double, double> value, Shape shape = Shape.Latex) => problem
            .Wrong(rewrite, text, (u, _) => value(u), shape);
        Right("reversed_sums", Tex.Frac(Reversed(a, b), Reversed(c, d)));
        Right("slash", $"({top})/({bottom})");
        Right("plain", $"({Line(a, b).Replace(x, a is 1 or -1 ? x : "*" + x, StringComparison.Ordinal)})/({bottom})", Shape.Plain);
        Right("dfrac", Tex.Fraction("dfrac", top, bottom));
        Right("scaled", Tex.Frac(Line(a * k, b * k), Line(c * k, d * k)));
        Right("negated_both", Tex.Frac(Line(-a, -b), Line(-c, -d)));
        Right("minus_out", "-" + Tex.Frac(Line(-a, -b), bottom));
        Right("minus_below", "-" + Tex.Frac(top, Line(-c, -d)));
        Right("negative_power", $"({top})({bottom})^{{-1}}");
        Right("common_factor", Tex.Frac($"({top})({Line(1, e)})", $"({bottom})({Line(1, e)})"));
        Right("inverted_below", Tex.Frac(1, Tex.Frac(bottom, top)));
        Right("split", Tex.Sum(Tex.Frac(Tex.Times(a, x), bottom), (b < 0 ? "-" : "") + Tex.Frac(Math.Abs(b), bottom)));
        Right("named", $"f({x}) = {Tex.Frac(top, bottom)}");
        if (rest.Bottom == 1)
            Right("divided", Tex.Sum(Tex.Of(whole), (rest.Top < 0 ? "-" : "") + Tex.Frac(Math.Abs(rest.Top), bottom)));
        Wrong("swapped", Tex.Frac(bottom, top), u => 1 / Of(u));
        Wrong("negated", "-" + Tex.Frac(top, bottom), u => -Of(u));
        Wrong("top_sign", Tex.Frac(Line(a, -b), bottom), u => ((a * u) - b) / ((c * u) + d));
        Wrong("bottom_sign", Tex.Frac(top, Line(c, -d)), u => ((a * u) + b) / ((c * u) - d));
        Wrong("top_off", Tex.Frac(Line(a, b + 1), bottom), u => ((a * u) + b + 1) / ((c * u) + d));
        Wrong("slope_off", Tex.Frac(top, Line(c + 1, d)), u => ((a * u) + b) / (((c + 1) * u) + d));
        Wrong("unknown_cancelled", Tex.Of(new(a + b, c + d == 0 ? 1 : c + d)), _ => (a + b) / (double)(c + d == 0 ? 1 : c + d));
        Wrong("constants_cancelled", Tex.Of(whole), _ => whole.Value);
        Wrong("parentheses_lost", $"{top}/{bottom}", u => (a * u) + ((double)b / c * u) + d);
        Wrong("top_only", top, u => (a * u) + b);
        Wrong("scaled_top", Tex.Frac(Line(a * k, b * k), bottom), u => k * Of(u));
        Wrong("product", $"({top})({bottom})", u => ((a * u) + b) * ((c * u) + d));
        return problem;
    }

    /// <summary>cx^{-n}.</summary>
    private static Problem Power(Draw draw)
    {
        var (x, n, c) = (draw.Letter(), draw.Int(1, 5), draw.Int(1, 6));
        Probe of = (u, _) => c * Math.Pow(u, -n);
        var gold = draw.Chance(50) ? Tex.Times(c, $"{x}^{{-{n}}}") : Tex.Frac(c, n == 1 ? x : $"{x}^{n}");
        return new Problem("rational_expression", gold, of) { IsSingle = true }
            .Right("negative_power", Tex.Times(c, $"{x}^{{-{n}}}"), of)
            .Right("frac", Tex.Frac(c, Tex.Pow(x, n)), of)
            .Right("reciprocal_power", Tex.Times(c, "") + $@"\left(\frac{{1}}{{{x}}}\right)^{n}", of)
            .Right("power_of_inverse", Tex.Times(c, "") + $"({x}^{{-1}})^{n}", of)
            .Right("more_below", Tex.Frac(Tex.Times(c, x), Tex.Pow(x, n + 1)), of)
            .Right("scaled", Tex.Frac(3 * c, Tex.Times(3, Tex.Pow(x, n))), of)
            .Right("slash", $"{c}/{Tex.Pow(x, n)}", of)
            .Right("minus_minus", $@"-\frac{{-{c}}}{{{Tex.Pow(x, n)}}}", of)
            .Wrong("positive_power", Tex.Times(c, Tex.Pow(x, n)), (u, _) => c * Math.Pow(u, n))
            .Wrong("negative", "-" + Tex.Frac(c, Tex.Pow(x, n)), (u, _) => -c * Math.Pow(u, -n))
            .Wrong("negative_of_power", "-" + Tex.Times(c, Tex.Pow(x, n)), (u, _) => -c * Math.Pow(u, n))
            .Wrong("exponent_off", Tex.Frac(c, Tex.Pow(x, n + 1)), (u, _) => c * Math.Pow(u, -n - 1))
            .Wrong("exponent_as_factor", Tex.Frac(c, Tex.Times(n + 1, x)), (u, _) => c / ((n + 1) * u))
            .Wrong("factor_below", Tex.Frac(1, Tex.Times(c + 1, Tex.Pow(x, n))), (u, _) => Math.Pow(u, -n) / (c + 1))
            .Wrong("root", Tex.Frac(c, $@"\sqrt[{n + 1}]{{{x}}}"), (u, _) => c * Math.Pow(u, -1.0 / (n + 1)))
            .Wrong("factor_off", Tex.Frac(c + 1, Tex.Pow(x, n)), (u, _) => (c + 1) * Math.Pow(u, -n));
    }

    /// <summary>a/x + b/y.</summary>
    private static Problem Sum(Draw draw)
    {
        var (a, b, k) = (draw.Int(1, 7), draw.NonZero(7), draw.Int(2, 4));
        Probe of = (u, v) => (a / u) + (b / v);
        var minus = b < 0 ? "-" : "";
        var (first, second) = (Tex.Frac(a, "x"), minus + Tex.Frac(Math.Abs(b), "y"));
        var combined = Tex.Frac(Tex.Sum(Tex.Times(a, "y"), Tex.Times(b, "x")), "xy");
        return new Problem("rational_expression", draw.Chance(50) ? Tex.Sum(first, second) : combined, of) { IsSingle = true }
            .Right("combined", combined, of)
            .Right("sum", Tex.Sum(first, second), of)
            .Right("reordered", Tex.Sum(second, first), of)
            .Right("letters_swapped", Tex.Frac(Tex.Sum(Tex.Times(b, "x"), Tex.Times(a, "y")), "yx"), of)
            .Right("powers", Tex.Sum(Tex.Times(a, "x^{-1}"), Tex.Times(b, "y^{-1}")), of)
            .Right("scaled", Tex.Frac(Tex.Sum(Tex.Times(a * k, "y"), Tex.Times(b * k, "x")), k + "xy"), of)
            .Right("nested", Tex.Frac(Tex.Sum($"{a}", minus + Tex.Frac(Tex.Times(Math.Abs(b), "x"), "y")), "x"), of)
            .Wrong("tops_and_bottoms_added", Tex.Frac(a + b, "x + y"), (u, v) => (a + b) / (u + v))
            .Wrong("crossed", Tex.Frac(Tex.Sum(Tex.Times(a, "x"), Tex.Times(b, "y")), "xy"), (u, v) => ((a * u) + (b * v)) / (u * v))
            .Wrong("tops_added", Tex.Frac(a + b, "xy"), (u, v) => (a + b) / (u * v))
            .Wrong("sign", Tex.Sum(first, b < 0 ? second[1..] : "-" + second), (u, v) => (a / u) - (b / v))
            .Wrong("inverted", Tex.Frac("xy", Tex.Sum(Tex.Times(a, "y"), Tex.Times(b, "x"))), (u, v) => 1 / of(u, v))
            .Wrong("first_only", first, (u, _) => a / u)
            .Wrong("top_off", Tex.Frac(Tex.Sum(Tex.Times(a + 1, "y"), Tex.Times(b, "x")), "xy"), (u, v) => of(u, v) + (1 / u))
            .Wrong("bottom_lost", Tex.Sum(Tex.Times(a, "y"), Tex.Times(b, "x")), (u, v) => (a * v) + (b * u))
            .Wrong("bottom_sum", Tex.Frac(Tex.Sum(Tex.Times(a, "y"), Tex.Times(b, "x")), "x + y"), (u, v) =>
                ((a * v) + (b * u)) / (u + v));
    }

    /// <summary>(pa + qb)/d.</summary>
    private static Problem Mean(Draw draw)
    {
        var (p, q, d, k) = (draw.Int(1, 6), draw.NonZero(5), draw.Pick(2, 4, 5, 8, 10), draw.Int(2, 4));
        Probe of = (u, v) => ((p * u) + (q * v)) / d;
        var (first, second) = (new Rational(p, d), new Rational(q, d));
        string Decimal(Rational share, string letter) => Tex.Decimal(share.Decimal) + letter;
        return new Problem("rational_expression", Tex.Frac(Tex.Sum(Tex.Times(p, "a"), Tex.Times(q, "b")), d), of) { IsSingle = true }
            .Right("split", Tex.Sum(Tex.Times(first, "a"), Tex.Times(second, "b")), of)
            .Right("decimals", Tex.Sum(Decimal(first, "a"), Decimal(second, "b")), of)
            .Right("reordered", Tex.Frac(Tex.Sum(Tex.Times(q, "b"), Tex.Times(p, "a")), d), of)
            .Right("factor_out", $@"\frac{{1}}{{{d}}}({Tex.Sum(Tex.Times(p, "a"), Tex.Times(q, "b"))})", of)
            .Right("slash", $"({Tex.Sum(Tex.Times(p, "a"), Tex.Times(q, "b"))})/{d}", of)
            .Right("scaled", Tex.Frac(Tex.Sum(Tex.Times(p * k, "a"), Tex.Times(q * k, "b")), d * k), of)
            .Right("two_fractions", Tex.Sum(Tex.Frac(Tex.Times(p, "a"), d), (q < 0 ? "-" : "")
                + Tex.Frac(Tex.Times(Math.Abs(q), "b"), d)), of)
            .Wrong("sign", Tex.Frac(Tex.Sum(Tex.Times(p, "a"), Tex.Times(-q, "b")), d), (u, v) => ((p * u) - (q * v)) / d)
            .Wrong("first_undivided", Tex.Sum(Tex.Times(p, "a"), Tex.Times(second, "b")), (u, v) => (p * u) + (q * v / d))
            .Wrong("undivided", Tex.Sum(Tex.Times(p, "a"), Tex.Times(q, "b")), (u, v) => (p * u) + (q * v))
            .Wrong("swapped", Tex.Frac(Tex.Sum(Tex.Times(q, "a"), Tex.Times(p, "b")), d), (u, v) => ((q * u) + (p * v)) / d)
            .Wrong("divisor_off", Tex.Frac(Tex.Sum(Tex.Times(p, "a"), Tex.Times(q, "b")), d + 1), (u, v) => of(u, v) * d / (d + 1))
            .Wrong("coefficient_off", Tex.Frac(Tex.Sum(Tex.Times(p + 1, "a"), Tex.Times(q, "b")), d), (u, v) => of(u, v) + (u / d))
            .Wrong("first_only", Tex.Frac(Tex.Times(p, "a"), d), (u, _) => p * u / d)
            .Wrong("product", Tex.Frac(Tex.Times(p * q, "ab"), d), (u, v) => p * q * u * v / d);
    }
}
