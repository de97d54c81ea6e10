namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Polynomials of one unknown, expanded and as products, and of two unknowns.</summary>
internal static class Polynomials
{
    public static Problem OneUnknown(Draw draw)
    {
        var x = draw.Letter();
        return draw.Int(1, 4) switch
        {
            1 => Expanded(draw, x),
            2 => Squares(draw, x),
            3 => Cube(draw, x),
            _ => Product(draw, x),
        };
    }

    public static Problem TwoUnknowns(Draw draw)
    {
        var (p, q) = draw.Pick(("x", "y"), ("q", "r"), ("a", "b"), ("m", "n"));
        var (a, b, c, k) = (draw.NonZero(6), draw.NonZero(7), draw.NonZero(7), draw.Int(2, 4));
        // a(p + b)(q + c) = apq + acp + abq + abc
        double Of(double u, double v) => a * (u + b) * (v + c);
        var (pq, cp, bq, constant) = (Tex.Times(a, p + q), Tex.Times(a * c, p), Tex.Times(a * b, q), $"{a * b * c}");
        var left = $"({Tex.Sum(p, $"{b}")})";
        var right = $"({Tex.Sum(q, $"{c}")})";
        var scale = Tex.Times(a, "");
        return new Problem("polynomial", draw.Chance(50) ? Tex.Sum(pq, cp, bq, constant) : scale + left + right, Of) { IsSingle = true }
            .Right("expanded", Tex.Sum(pq, cp, bq, constant), Of)
            .Right("reordered", Tex.Sum(draw.Shuffle([pq, cp, bq, constant])), Of)
            .Right("factored", scale + left + right, Of)
            .Right("factors_swapped", scale + right + left, Of)
            .Right("grouped", Tex.Sum(Tex.Times(a, p) + right, Tex.Times(a * b, "") + right), Of)
            .Right("letters_swapped", Tex.Sum(Tex.Times(a, q + p), bq, cp, constant), Of)
            .Right("spaced", Tex.Sum(Tex.Times(a, $"{p} {q}"), cp, bq, constant), Of)
            .Right("cdot", Tex.Sum($@"{a} \cdot {p} \cdot {q}", cp, bq, constant), Of)
            .Right("scaled", Tex.Frac(Tex.Sum(Tex.Times(a * k, p + q), Tex.Times(a * c * k, p), Tex.Times(a * b * k, q),
                $"{a * b * c * k}"), k), Of)
            .Wrong("constant_off", Tex.Sum(pq, cp, bq, $"{(a * b * c) + 1}"), (u, v) => Of(u, v) + 1)
            .Wrong("doubled", "2" + left + right + (a == 2 ? "^2" : ""), (u, v) => 2 * Of(u, v) * (a == 2 ? v + c : 1) / a)
            .Wrong("one_sign", Tex.Sum(pq, cp, Tex.Times(-a * b, q), constant), (u, v) => Of(u, v) - (2 * a * b * v))
            .Wrong("swapped", Tex.Sum(pq, Tex.Times(a * b, p), Tex.Times(a * c, q), constant), (u, v) => (a * u * v) + (a * b * u)
                + (a * c * v) + (a * b * c))
            .Wrong("missing_term", Tex.Sum(pq, cp, constant), (u, v) => Of(u, v) - (a * b * v))
            .Wrong("square_for_product", Tex.Sum(Tex.Times(a, p + "^2"), cp, bq, constant), (u, v) => Of(u, v) + (a * u * (u - v)))
            .Wrong("negated", Tex.Times(-a, "") + left + right, (u, v) => -Of(u, v))
            .Wrong("middle_lost", Tex.Sum(pq, constant), (u, v) => (a * u * v) + (a * b * c))
            .Wrong("letter_lost", scale + left + $"({Tex.Sum(p, $"{c}")})", (u, _) => a * (u + b) * (u + c))
            .Wrong("factor_sign", scale + $"({Tex.Sum(p, $"{-b}")})" + right, (u, v) => a * (u - b) * (v + c));
    }

    /// <summary>A polynomial as a sum; coefficients from the constant up.</summary>
    public static string Print(IReadOnlyList<long> coefficients, string x, bool isAscending = false, string times = "",
        bool isBraced = false)
    {
        var terms = new List<string>();
        for (var power = coefficients.Count - 1; power >= 0; power--)
        {
            if (coefficients[power] == 0)
                continue;
            var symbol = power switch { 0 => "", 1 => x, < 10 when !isBraced => $"{x}^{power}", _ => Tex.Pow(x, power) };
            var isOne = Math.Abs(coefficients[power]) == 1;
            terms.Add(power == 0 ? $"{coefficients[0]}" : isOne ? Tex.Times(coefficients[power], symbol) : coefficients[power] + times
                + symbol);
        }

        if (isAscending)
            terms.Reverse();
        return terms.Count == 0 ? "0" : Tex.Sum([.. terms]);
    }

    public static double Value(IReadOnlyList<long> coefficients, double x) =>
        coefficients.Reverse().Aggregate(0.0, (sum, next) => (sum * x) + next);

    public static long[] Multiply(long[] a, long[] b)
    {
        var product = new long[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
                product[i + j] += a[i] * b[j];
        }

        return product;
    }

    private static Problem Expanded(Draw draw, string x)
    {
        var degree = draw.Int(2, 5);
        var coefficients = Enumerable.Range(0, degree + 1).Select(_ => draw.Chance(25) ? 0L : draw.NonZero(12)).ToArray();
        coefficients[degree] = draw.NonZero(8);
        coefficients[0] = coefficients[0] == 0 ? 7 : coefficients[0];
        var problem = Start(Print(coefficients, x).Replace(" ", draw.Pick("", " "), StringComparison.Ordinal), coefficients);
        return Finish(problem, coefficients, x, draw);
    }

    private static Problem Squares(Draw draw, string x)
    {
        var a = draw.Int(2, 12);
        long[] coefficients = [-a * a, 0, 1];
        var factors = $"({x}-{a})({x}+{a})";
        var problem = Start(draw.Pick(factors, $"{x}^2 - {a * a}", $"({x}+{a})({x}-{a})"), coefficients)
            .Right("factored", factors)
            .Right("factors_swapped", $"({x}+{a})({x}-{a})")
            .Right("cdot", $@"({x}+{a}) \cdot ({x}-{a})")
            .Right("minus_out", $"-({a}-{x})({a}+{x})")
            .Right("square_outside", $"{x}^2 - {a}^2")
            .Wrong("square_of_difference", $"({x}-{a})^2", (u, _) => (u - a) * (u - a))
            .Wrong("square_of_sum", $"({x}+{a})^2", (u, _) => (u + a) * (u + a))
            .Wrong("sum_of_squares", $"{x}^2 + {a * a}", (u, _) => (u * u) + (a * a))
            .Wrong("root_off", $"({x}+{a})({x}-{a + 1})", (u, _) => (u + a) * (u - a - 1))
            .Wrong("square_lost", $"{x}^2 - {a}", (u, _) => (u * u) - a);
        return Finish(problem, coefficients, x, draw);
    }

    private static Problem Cube(Draw draw, string x)
    {
        var (a, n) = (draw.NonZero(4), draw.Int(2, 4));
        var inner = Tex.Sum(x, $"{a}").Replace(" ", draw.Pick("", " "), StringComparison.Ordinal);
        var coefficients = Enumerable.Range(0, n).Aggregate(new long[] { 1 }, (product, _) => Multiply(product, [a, 1]));
        var problem = Start($"({inner})^{n}", coefficients)
            .Right("turned", $"({Tex.Sum($"{a}", x)})^{n}")
            .Right("left_right", $@"\left({inner}\right)^{{{n}}}")
            .Right("split", n == 2 ? $"({inner})({inner})" : $"({inner})({inner})^{n - 1}")
            .Right("split_behind", n == 2 ? $@"({inner}) \cdot ({inner})" : $"({inner})^{n - 1}({inner})")
            .Wrong("powers_inside", Tex.Sum($"{x}^{n}", $"{(long)Math.Pow(a, n)}"), (u, _) => Math.Pow(u, n) + Math.Pow(a, n))
            .Wrong("exponent_off", $"({inner})^{n + 1}", (u, _) => Math.Pow(u + a, n + 1))
            .Wrong("sign_inside", $"({Tex.Sum(x, $"{-a}")})^{n}", (u, _) => Math.Pow(u - a, n))
            .Wrong("exponent_as_factor", $"{n}({inner})", (u, _) => n * (u + a))
            .Wrong("parentheses_lost", $"{inner}^{n}", (u, _) => u + (Math.Sign(a) * Math.Pow(Math.Abs(a), n)));
        return Finish(problem, coefficients, x, draw);
    }

    private static Problem Product(Draw draw, string x)
    {
        var (k, a, b) = (draw.NonZero(4), draw.NonZero(9), draw.NonZero(9));
        long[] coefficients = [k * a * b, k * (a + b), k];
        var (first, second) = ($"({Tex.Sum(x, $"{a}")})", $"({Tex.Sum(x, $"{b}")})");
        var factored = Tex.Times(k, "") + (a == b ? first + "^2" : first + second);
        var problem = Start(draw.Chance(50) ? factored : Print(coefficients, x), coefficients)
            .Right("factored", factored)
            .Right("factors_swapped", Tex.Times(k, "") + second + first)
            .Right("factor_distributed", $"({Tex.Sum(Tex.Times(k, x), $"{k * a}")}){second}")
            .Right("half_expanded", Tex.Sum(Tex.Times(k, x) + first, Tex.Times(k * b, "") + first))
            .Right("horner", Tex.Sum($"{x}({Tex.Sum(Tex.Times(k, x), $"{k * (a + b)}").Replace(" + 0", "", StringComparison.Ordinal)})",
                $"{k * a * b}"))
            .Right("completed_square", Tex.Sum(
                Tex.Times(k, "") + $@"\left({Tex.Sum(x, Tex.Of(new(a + b, 2)))}\right)^2",
                    Tex.Of(-new Rational(k * (a - b) * (a - b), 4))))
            .Wrong("root_off", Tex.Times(k, "") + first + $"({Tex.Sum(x, $"{b + 1}")})", (u, _) => k * (u + a) * (u + b + 1))
            .Wrong("root_sign", Tex.Times(k, "") + first + $"({Tex.Sum(x, $"{-b}")})", (u, _) => k * (u + a) * (u - b))
            .Wrong("both_signs", Tex.Times(k, "") + $"({Tex.Sum(x, $"{-a}")})({Tex.Sum(x, $"{-b}")})", (u, _) => k * (u - a) * (u - b))
            .Wrong("factor_lost", first + second, (u, _) => (u + a) * (u + b))
            .Wrong("one_factor", first, (u, _) => u + a)
            .Wrong("middle_lost", Print([k * a * b, 0, k], x), (u, _) => (k * u * u) + (k * a * b))
            .Wrong("roots", $"{-a}, {-b}");
        return Finish(problem, coefficients, x, draw);
    }

    private static Problem Start(string gold, long[] coefficients) =>
        new("polynomial", gold, (u, _) => Value(coefficients, u)) { IsSingle = true };

    // What can be done to any polynomial that is given by its coefficients.
    private static Problem Finish(Problem problem, long[] coefficients, string x, Draw draw)
    {
        void Right(string rewrite, string text, long[]? changed = null) => problem
            .Right(rewrite, text, (u, _) => Value(changed ?? coefficients, u));
        void Wrong(string rewrite, long[] changed) => problem
            .Wrong(rewrite, Print(changed, x, draw.Chance(20), draw.Pick("", " "), draw.Chance(50)), (u, _) => Value(changed, u));
        long[] Changed(int at, long value) => [.. coefficients.Select((old, index) => index == at ? value : old)];
        long[] Scaled(long by) => [.. coefficients.Select(old => old * by)];

        Right("expanded", Print(coefficients, x));
        Right("no_space", Print(coefficients, x).Replace(" ", "", StringComparison.Ordinal));
        Right("ascending", Print(coefficients, x, true));
        Right("sympy_style", Print(coefficients, x, times: " ", isBraced: true));
        Right("cdot", Print(coefficients, x, times: @" \cdot ", isBraced: true));
        Right("negated_twice", $"-({Print(Scaled(-1), x)})");
        Right("left_right", Tex.LeftRight(Print(coefficients, x)));
        var k = draw.Int(2, 5);
        Right("over_common_factor", Tex.Frac(Print(Scaled(k), x), k));
        Right("half_out", $@"\frac{{1}}{{{k}}}\left({Print(Scaled(k), x)}\right)");
        Right("named", $"P({x}) = {Print(coefficients, x)}");
        Right("constant_split", Tex.Sum(Print(Changed(0, coefficients[0] - k), x), $"{k}"));
        var plain = Print(coefficients, x, times: "*");
        _ = problem.Right("plain", plain, (u, _) => Value(coefficients, u), Shape.Plain);

        var filled = Enumerable.Range(0, coefficients.Length).Where(power => coefficients[power] != 0).ToArray();
        var at = draw.Pick(filled);
        Wrong("one_sign", Changed(at, -coefficients[at]));
        Wrong("missing_term", Changed(at, 0));
        Wrong("coefficient_off", Changed(at, coefficients[at] + draw.Sign()));
        Wrong("constant_off", Changed(0, coefficients[0] + draw.Sign()));
        Wrong("doubled", Scaled(2));
        Wrong("negated", Scaled(-1));
        Wrong("reversed", [.. coefficients.Reverse()]);
        Wrong("times_unknown", [0, .. coefficients]);
        Wrong("derivative", [.. coefficients.Select((c, power) => c * power).Skip(1)]);
        var other = x == "y" ? "z" : "y";
        _ = problem.Wrong("other_letter", Print(coefficients, other), (_, v) => Value(coefficients, v));
        _ = problem.Wrong("inverted", Tex.Frac(1, Print(coefficients, x)), (u, _) => 1 / Value(coefficients, u));
        _ = problem.Wrong("at_one", $"{coefficients.Sum()}", coefficients.Sum());
        return problem;
    }
}
