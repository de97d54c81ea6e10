namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Logarithms, exponentials and trigonometric functions.</summary>
internal static class LogTrig
{
    public static Problem Any(Draw draw) => draw.Int(1, 6) switch
    {
        1 => Logarithm(draw),
        2 => OtherBase(draw),
        3 => Exponential(draw),
        4 => OneMinus(draw),
        5 => Angle(draw),
        _ => Exact(draw),
    };

    /// <summary>Formulas of x with their usual other forms.</summary>
    public static Problem Identity(Draw draw)
    {
        var k = draw.Int(2, 5);
        var x = draw.Pick("x", @"\theta", "t", @"\alpha");
        string With(string form) => form.Replace("@", x, StringComparison.Ordinal).Replace("#", $"{k}", StringComparison.Ordinal);
        (string Text, Probe Value)[][] groups =
        [
            [(@"\sin 2@", (a, _) => Math.Sin(2 * a)), (@"2\sin @ \cos @", (a, _) => 2 * Math.Sin(a) * Math.Cos(a)),
                (@"2 \cos(@) \sin(@)", (a, _) => Math.Sin(2 * a)), (@"\sin(2@)", (a, _) => Math.Sin(2 * a)),
                (@"-\sin(-2@)", (a, _) => Math.Sin(2 * a))],
            [(@"\cos 2@", (a, _) => Math.Cos(2 * a)), (@"2\cos^2 @ - 1", (a, _) => (2 * Math.Cos(a) * Math.Cos(a)) - 1),
                (@"1 - 2\sin^2 @", (a, _) => 1 - (2 * Math.Sin(a) * Math.Sin(a))), (@"\cos^2 @ - \sin^2 @", (a, _) => Math.Cos(2 * a)),
                (@"\cos^{2}(@) - \sin^{2}(@)", (a, _) => Math.Cos(2 * a))],
            [(@"\tan @", (a, _) => Math.Tan(a)), (@"\frac{\sin @}{\cos @}", (a, _) => Math.Sin(a) / Math.Cos(a)),
                (@"\frac{1}{\cot @}", (a, _) => Math.Tan(a)),
                (@"\sin @ \sec @", (a, _) => Math.Tan(a)), (@"\tan(@)", (a, _) => Math.Tan(a))],
            [(@"\sin^2 @", (a, _) => Math.Pow(Math.Sin(a), 2)), (@"1 - \cos^2 @", (a, _) => 1 - Math.Pow(Math.Cos(a), 2)),
                (@"\left(\sin @\right)^2", (a, _) => Math.Pow(Math.Sin(a), 2)),
                (@"\frac{1 - \cos 2@}{2}", (a, _) => (1 - Math.Cos(2 * a)) / 2)],
            [(@"#\cos @", (a, _) => k * Math.Cos(a)), (@"#\sin\left(@ + \frac{\pi}{2}\right)", (a, _) => k * Math.Sin(a + (Math.PI / 2))),
                (@"#\cos(-@)", (a, _) => k * Math.Cos(a)), (@"\frac{#}{\sec @}", (a, _) => k * Math.Cos(a)),
                (@"\cos(@) \cdot #", (a, _) => k * Math.Cos(a))],
            [(@"e^{#@}", (a, _) => Math.Exp(k * a)), (@"\exp(#@)", (a, _) => Math.Exp(k * a)),
                (@"\left(e^{@}\right)^{#}", (a, _) => Math.Exp(k * a)),
                (@"\frac{1}{e^{-#@}}", (a, _) => Math.Exp(k * a)), (@"e^{@} \cdot e^{" + (k - 1) + "@}", (a, _) => Math.Exp(k * a))],
            [(@"\sec^2 @", (a, _) => Math.Pow(Math.Cos(a), -2)), (@"1 + \tan^2 @", (a, _) => 1 + Math.Pow(Math.Tan(a), 2)),
                (@"\frac{1}{\cos^2 @}", (a, _) => Math.Pow(Math.Cos(a), -2)), (@"(\sec @)^2", (a, _) => Math.Pow(Math.Cos(a), -2))],
            [(@"\sin(@ + #)", (a, _) => Math.Sin(a + k)), (@"\sin @ \cos # + \cos @ \sin #", (a, _) => Math.Sin(a + k)),
                (@"\sin(# + @)", (a, _) => Math.Sin(a + k)), (@"-\sin(-@ - #)", (a, _) => Math.Sin(a + k))],
        ];
        (string Text, Probe Value)[] slips =
        [
            (@"\sin^2 2@", (a, _) => Math.Pow(Math.Sin(2 * a), 2)), (@"2\sin @", (a, _) => 2 * Math.Sin(a)),
            (@"2\cos @", (a, _) => 2 * Math.Cos(a)),
            (@"1 - 2\cos^2 @", (a, _) => 1 - (2 * Math.Pow(Math.Cos(a), 2))), (@"\sin @ \cos @", (a, _) => Math.Sin(a) * Math.Cos(a)),
            (@"\cos^2 @ + \sin^2 @", (_, _) => 1), (@"\cot @", (a, _) => 1 / Math.Tan(a)),
            (@"\frac{\cos @}{\sin @}", (a, _) => 1 / Math.Tan(a)),
            (@"1 + \cos^2 @", (a, _) => 1 + Math.Pow(Math.Cos(a), 2)), (@"\cos(#@)", (a, _) => Math.Cos(k * a)),
            (@"-#\cos @", (a, _) => -k * Math.Cos(a)), (@"#\sin @", (a, _) => k * Math.Sin(a)), (@"e^{@ + #}", (a, _) => Math.Exp(a + k)),
            (@"#e^{@}", (a, _) => k * Math.Exp(a)), (@"e^{-#@}", (a, _) => Math.Exp(-k * a)),
            (@"\tan^2 @ - 1", (a, _) => Math.Pow(Math.Tan(a), 2) - 1),
            (@"\sin @ + \sin #", (a, _) => Math.Sin(a) + Math.Sin(k)), (@"\sin(@ - #)", (a, _) => Math.Sin(a - k)),
            (@"\sin @ \cos # - \cos @ \sin #", (a, _) => Math.Sin(a - k)), (@"\cos @ \cos # - \sin @ \sin #", (a, _) => Math.Cos(a + k)),
        ];
        var forms = draw.Shuffle(draw.Pick(groups));
        var problem = new Problem("trig_identity", With(forms[0].Text), forms[0].Value) { IsSingle = true };
        foreach (var (text, value) in forms[1..])
            _ = problem.Right("other_form", With(text), value);
        foreach (var (text, value) in draw.Shuffle(slips))
            _ = problem.Wrong("slip", With(text), value);
        return problem.Wrong("negated", $"-({With(forms[0].Text)})", (a, b) => -forms[0].Value(a, b))
            .Wrong("plus_one", With(forms[0].Text) + " + 1", (a, b) => forms[0].Value(a, b) + 1);
    }

    private static Problem Logarithm(Draw draw)
    {
        var (n, k) = (draw.Pick(2, 3, 5, 6, 7, 10), draw.Int(1, 5));
        var v = k * Math.Log(n);
        var front = k == 1 ? "" : $"{k}";
        var power = (int)Math.Pow(n, k);
        var m = draw.Int(2, 5);
        return new Problem("log_trig", $@"{front}\ln {n}", v) { IsSingle = true }
            .Right("parens", $@"{front}\ln({n})", v)
            .Right("left_right", $@"{front}\ln\left({n}\right)", v)
            .Right("braces", $@"{front}\ln{{{n}}}", v)
            .Right("log_e", $@"{front}\log_e {n}", v)
            .Right("log_e_braced", $@"{front}\log_{{e}}({n})", v)
            .Right("one_log", $@"\ln {power}", v)
            .Right("log_of_power", $@"\ln\left({n}^{{{k}}}\right)", v)
            .Right("sum", $@"\ln {m} + \ln \frac{{{power}}}{{{m}}}", v)
            .Right("sum_of_logs", $@"{(k == 1 ? "0" : $@"{k - 1}\ln {n}")} + \ln {n}", v)
            .Right("half_square", $@"\frac{{{k}}}{{2}}\ln {n * n}", v)
            .Right("minus_reciprocal", $@"-{front}\ln \frac{{1}}{{{n}}}", v)
            .Right("plain", $"{(k == 1 ? "" : $"{k}*")}ln({n})", v, Shape.Plain)
            .Right("long_decimal", Tex.Rounded(v, 10), v)
            .Wrong("off", $@"{front}\ln {n + 1}", k * Math.Log(n + 1))
            .Wrong("swapped", $@"{n}\ln {k}", n * Math.Log(k))
            .Wrong("factor_off", $@"{k + 1}\ln {n}", (k + 1) * Math.Log(n))
            .Wrong("factor_inside", $@"\ln {k * n}", Math.Log(k * n))
            .Wrong("power_of_log", $@"(\ln {n})^{{{k + 1}}}", Math.Pow(Math.Log(n), k + 1))
            .Wrong("log_ten", $@"{front}\log_{{10}} {n}", k * Math.Log10(n))
            .Wrong("log_two", $@"{front}\log_{{2}} {n}", k * Math.Log2(n))
            .Wrong("negative", $@"-{front}\ln {n}", -v)
            .Wrong("sum_inside", $@"\ln({n} + {m})", Math.Log(n + m))
            .Wrong("log_lost", $"{k * n}", k * n)
            .Wrong("exponential", $"e^{{{n}}}", Math.Exp(n))
            .Rough("truncated_decimal", Tex.Truncated(v, 2))
            .Rough("rounded_decimal", Tex.Rounded(v, 3));
    }

    private static Problem OtherBase(Draw draw)
    {
        var (b, n) = (draw.Int(2, 9), draw.Int(11, 40));
        var v = Math.Log(n) / Math.Log(b);
        return new Problem("log_trig", $@"\log_{b} {n}", v) { IsSingle = true }
            .Right("braced", $@"\log_{{{b}}} {n}", v)
            .Right("parens", $@"\log_{{{b}}}({n})", v)
            .Right("change_of_base", $@"\frac{{\ln {n}}}{{\ln {b}}}", v)
            .Right("change_of_base_ten", $@"\frac{{\log_{{10}} {n}}}{{\log_{{10}} {b}}}", v)
            .Right("inverse", $@"\frac{{1}}{{\log_{{{n}}} {b}}}", v)
            .Right("base_out", $@"1 + \log_{{{b}}} \frac{{{n}}}{{{b}}}", v)
            .Right("square_base", $@"\log_{{{b * b}}} {n * n}", v)
            .Right("half_square", $@"\frac{{1}}{{2}}\log_{{{b}}} {n * n}", v)
            .Right("long_decimal", Tex.Rounded(v, 10), v)
            .Wrong("swapped", $@"\log_{{{n}}} {b}", 1 / v)
            .Wrong("base_off", $@"\log_{{{b + 1}}} {n}", Math.Log(n) / Math.Log(b + 1))
            .Wrong("argument_off", $@"\log_{{{b}}} {n + 1}", Math.Log(n + 1) / Math.Log(b))
            .Wrong("natural", $@"\ln {n}", Math.Log(n))
            .Wrong("log_of_quotient", $@"\ln \frac{{{n}}}{{{b}}}", Math.Log(n / (double)b))
            .Wrong("difference", $@"\ln {n} - \ln {b}", Math.Log(n) - Math.Log(b))
            .Wrong("quotient", Tex.Frac(n, b), n / (double)b)
            .Wrong("base_as_factor", $@"{b}\ln {n}", b * Math.Log(n))
            .Rough("rounded_decimal", Tex.Rounded(v, 3));
    }

    private static Problem Exponential(Draw draw)
    {
        var k = draw.Int(2, 9) * (draw.Chance(30) ? -1 : 1);
        var v = Math.Exp(k);
        return new Problem("log_trig", k is > 0 ? $"e^{k}" : $"e^{{{k}}}", v) { IsSingle = true }
            .Right("braced", $"e^{{{k}}}", v)
            .Right("exp", $@"\exp({k})", v)
            .Right("exp_left_right", $@"\exp\left({k}\right)", v)
            .Right("product", $@"e \cdot e^{{{k - 1}}}", v)
            .Right("power_of_power", $@"\left(e^{{{2 * k}}}\right)^{{1/2}}", v)
            .Right("root", Tex.Sqrt($"e^{{{2 * k}}}"), v)
            .Right("reciprocal", Tex.Frac(1, $"e^{{{-k}}}"), v)
            .Right("roman_e", $@"\mathrm{{e}}^{{{k}}}", v)
            .Right("log_above", $@"e^{{{k + 1} - \ln e}}", v)
            .Wrong("product_wrong", $"{k}e", k * Math.E)
            .Wrong("exponent_negated", $"e^{{{-k}}}", 1 / v)
            .Wrong("exponent_off", $"e^{{{k + 1}}}", Math.E * v)
            .Wrong("negative", $"-e^{{{k}}}", -v)
            .Wrong("swapped", $"{Tex.Guard($"{k}")}^3", Math.Pow(k, 3))
            .Wrong("minus_one", $"e^{{{k}}} - 1", v - 1)
            .Wrong("log", $@"\ln {Math.Abs(k)}", Math.Log(Math.Abs(k)))
            .Rough("truncated_decimal", Tex.Truncated(v, k < 0 ? 4 : 2))
            .Wrong("base_ten", $"10^{{{k}}}", Math.Pow(10, k));
    }

    private static Problem OneMinus(Draw draw)
    {
        var k = draw.Int(1, 5);
        var n = draw.Int(1, 9);
        var v = n - (k / Math.E);
        return new Problem("log_trig", $@"{n} - \frac{{{k}}}{{e}}", v) { IsSingle = true }
            .Right("combined", $@"\frac{{{Tex.Times(n, "e")}-{k}}}{{e}}", v)
            .Right("power", $@"{n} - {(k == 1 ? "" : k)}e^{{-1}}", v)
            .Right("slash", $"{n} - {k}/e", v)
            .Right("reordered", $@"-\frac{{{k}}}{{e}} + {n}", v)
            .Right("negated_twice", $@"-\frac{{{k} - {Tex.Times(n, "e")}}}{{e}}", v)
            .Right("common_factor", $@"\frac{{1}}{{e}}\left({Tex.Times(n, "e")} - {k}\right)", v)
            .Right("exp", $@"{n} - {k}\exp(-1)", v)
            .Wrong("plus", $@"{n} + \frac{{{k}}}{{e}}", n + (k / Math.E))
            .Wrong("negated", $@"\frac{{{k}-{Tex.Times(n, "e")}}}{{e}}", -v)
            .Wrong("times_e", $"{n} - {Tex.Times(k, "e")}", n - (k * Math.E))
            .Wrong("over_all", Tex.Frac(n - k, "e"), (n - k) / Math.E)
            .Wrong("first_off", $@"{n + 1} - \frac{{{k}}}{{e}}", v + 1)
            .Wrong("second_off", $@"{n} - \frac{{{k + 1}}}{{e}}", n - ((k + 1) / Math.E))
            .Wrong("square", $@"{n} - \frac{{{k}}}{{e^2}}", n - (k / Math.E / Math.E))
            .Rough("truncated_decimal", Tex.Truncated(v, 3))
            .Wrong("pi_for_e", $@"{n} - \frac{{{k}}}{{\pi}}", n - (k / Math.PI));
    }

    // sin, cos or tan of an angle without a simple value.
    private static Problem Angle(Draw draw)
    {
        var name = draw.Pick("sin", "cos", "tan");
        var degrees = draw.Pick(5, 10, 12, 20, 25, 35, 40, 50, 65, 70, 80, 100, 110, 140, 160);
        double Of(double angle) => Apply(name, angle * Math.PI / 180);
        var v = Of(degrees);
        var arc = new Rational(degrees, 180);
        var pi = arc.Top == 1 ? Tex.Frac(@"\pi", arc.Bottom) : Tex.Frac($@"{arc.Top}\pi", arc.Bottom);
        var gold = draw.Chance(60) ? $@"\{name} {degrees}^\circ" : $@"\{name} {pi}";
        var problem = new Problem("log_trig", gold, v) { IsSingle = true }
            .Right("degrees", $@"\{name} {degrees}^\circ", v)
            .Right("degrees_parens", $@"\{name}({degrees}^\circ)", v)
            .Right("degrees_braced", $@"\{name}{{{degrees}^{{\circ}}}}", v)
            .Right("radians", $@"\{name} {pi}", v)
            .Right("radians_parens", $@"\{name}\left({pi}\right)", v)
            .Right("factor_first", $@"\{name}\left({Tex.Of(arc)}\pi\right)", v)
            .Right("full_turn", $@"\{name}({degrees + 360}^\circ)", v)
            .Right("negative_angle", name == "cos" ? $@"\cos(-{degrees}^\circ)" : $@"-\{name}(-{degrees}^\circ)", v)
            .Right("cofunction", name == "tan" ? $@"\frac{{1}}{{\tan({90 - degrees}^\circ)}}"
                : $@"\{(name == "sin" ? "cos" : "sin")}({90 - degrees}^\circ)", v)
            .Right("long_decimal", Tex.Rounded(v, 10), v)
            .Wrong("degrees_lost", $@"\{name}({degrees})", Apply(name, degrees))
            .Wrong("angle_off", $@"\{name} {degrees + 1}^\circ", Of(degrees + 1))
            .Wrong("negative", $@"-\{name} {degrees}^\circ", -v)
            .Wrong("other_function", $@"\{(name == "sin" ? "cos" : "sin")} {degrees}^\circ",
                Apply(name == "sin" ? "cos" : "sin", arc.Value * Math.PI))
            .Wrong("doubled_angle", $@"\{name} {2 * degrees}^\circ", Of(2 * degrees))
            .Wrong("doubled", $@"2\{name} {degrees}^\circ", 2 * v)
            .Wrong("squared", $@"\{name}^2 {degrees}^\circ", v * v)
            .Rough("rounded_decimal", Tex.Rounded(v, 3))
            .Wrong("pi_lost", $@"\{name}\left({Tex.Of(arc)}\right)", Apply(name, arc.Value));
        return name == "sin" ? problem.Right("supplement", $@"\sin {180 - degrees}^\circ", v) : problem;
    }

    // Angles with simple values, and inverse functions of simple values.
    private static Problem Exact(Draw draw)
    {
        var (function, value, v) = draw.Pick(
            (@"\sin 60^\circ", @"\frac{\sqrt{3}}{2}", Math.Sqrt(3) / 2), (@"\cos \frac{\pi}{4}", @"\frac{\sqrt{2}}{2}", Math.Sqrt(2) / 2),
            (@"\tan \frac{\pi}{6}", @"\frac{\sqrt{3}}{3}", Math.Sqrt(3) / 3), (@"\arctan 1", @"\frac{\pi}{4}", Math.PI / 4),
            (@"\cos 120^\circ", @"-\frac{1}{2}", -0.5), (@"\arcsin \frac{1}{2}", @"\frac{\pi}{6}", Math.PI / 6),
            (@"\sin^{-1}(1)", @"\frac{\pi}{2}", Math.PI / 2),
            (@"\sin \frac{5\pi}{4}", @"-\frac{\sqrt{2}}{2}", -Math.Sqrt(2) / 2),
            (@"\cos 15^\circ", @"\frac{\sqrt{6}+\sqrt{2}}{4}", (Math.Sqrt(6) + Math.Sqrt(2)) / 4),
            (@"\sin 18^\circ", @"\frac{\sqrt{5}-1}{4}", (Math.Sqrt(5) - 1) / 4), (@"\tan 75^\circ", @"2+\sqrt{3}", 2 + Math.Sqrt(3)),
            (@"\arccos\left(-\frac{1}{2}\right)", @"\frac{2\pi}{3}", 2 * Math.PI / 3), (@"\log_2 32", "5", 5),
            (@"\log_4 8", @"\frac{3}{2}", 1.5),
            (@"\ln e^3", "3", 3), (@"e^{\ln 7}", "7", 7), (@"\log_{10} 0.001", "-3", -3), (@"\sec \frac{\pi}{3}", "2", 2),
            (@"\cot 45^\circ", "1", 1));
        var isValueGold = draw.Chance(50);
        var k = draw.Int(2, 5);
        return new Problem("log_trig", isValueGold ? value : function, v) { IsSingle = true }
            .Right("value_or_function", isValueGold ? function : value, v)
            .Right("times_k_over_k", Tex.Frac($@"{k} \cdot {function}", k), v)
            .Right("minus_minus", $"-(-({(value[0] == '-' || !isValueGold ? function : value)}))", v)
            .Right("plus_one_minus_one", $"{value} + 1 - 1", v)
            .Wrong("negative", isValueGold ? $"-{function}" : $"-({value})", -v)
            .Wrong("doubled", isValueGold ? $"2{function}" : $@"2 \cdot \left({value}\right)", 2 * v)
            .Wrong("plus_one", $"{value} + 1", v + 1)
            .Wrong("reciprocal", Tex.Frac(1, isValueGold ? function : value), 1 / v)
            .Wrong("square", Tex.Pow(Tex.LeftRight(value), 2), v * v)
            .Wrong("off", $@"{value} + \frac{{1}}{{{k * 10}}}", v + (0.1 / k));
    }

    private static double Apply(string name, double angle) =>
        name switch { "sin" => Math.Sin(angle), "cos" => Math.Cos(angle), _ => Math.Tan(angle) };
}
