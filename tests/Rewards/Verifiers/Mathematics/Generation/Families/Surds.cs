namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Roots and powers.</summary>
internal static class Surds
{
    private static readonly int[] Squarefree = [2, 3, 5, 6, 7, 10, 11, 13, 14, 15, 17, 19, 21];

    /// <summary>k\sqrt{n}/d.</summary>
    public static Problem Surd(Draw draw)
    {
        var n = draw.Pick(Squarefree);
        var factor = new Rational(draw.Int(1, 12) * (draw.Chance(15) ? -1 : 1), draw.Chance(45) ? draw.Int(2, 9) : 1);
        factor = factor == 1 ? 2 : factor;
        var (k, d) = (Math.Abs(factor.Top), factor.Bottom);
        var sign = factor.Top < 0 ? "-" : "";
        var root = Math.Sqrt(n);
        var v = factor.Value * root;
        var top = Tex.Times(k, Tex.Sqrt(n));
        string Over(string numerator) => sign + (d == 1 ? numerator : Tex.Frac(numerator, d));
        var s = draw.Int(2, 5);
        var shortRoot = n < 10 ? Tex.Times(k, $@"\sqrt{n}") : top;
        var problem = new Problem("surd", draw.Chance(80) ? Over(top) : Over(shortRoot), v) { IsSingle = true }
            .Right("frac", Over(top), v)
            .Right("short_sqrt", Over(shortRoot), v)
            .Right("under_root", sign + Tex.Sqrt(Tex.Of(factor * factor * n)), v)
            .Right("half_power", Over($@"{k} \cdot {n}^{{1/2}}"), v)
            .Right("half_power_frac", Over($@"{k} \cdot {n}^{{\frac{{1}}{{2}}}}"), v)
            .Right("half_power_decimal", Over($@"{k} \cdot {n}^{{0.5}}"), v)
            .Right("rationalised", sign + Tex.Frac(k * n, d == 1 ? Tex.Sqrt(n) : Tex.Times(d, Tex.Sqrt(n))), v)
            .Right("split", sign + (d == 1 ? $@"{k} \cdot {Tex.Sqrt(n)}" : Tex.Of(new(k, d)) + Tex.Sqrt(n)), v)
            .Right("root_first", sign + $@"{Tex.Sqrt(n)} \cdot {Tex.Of(new(k, d))}", v)
            .Right("partly_under", Over($@"{k}\sqrt{{{n * s * s}}}") + $" / {s}", v)
            .Right("scaled", sign + Tex.Frac(Tex.Times(k * s, Tex.Sqrt(n)), d * s), v)
            .Right("sum_of_roots", Tex.Sum(Tex.Times(factor + 1, Tex.Sqrt(n)), "-" + Tex.Sqrt(n)), v)
            .Right("plain", $"{sign}{k}*sqrt({n}){(d == 1 ? "" : $"/{d}")}", v, Shape.Plain)
            .Right("plain_unicode", $"{sign}{(k == 1 ? "" : $"{k}")}√{n}{(d == 1 ? "" : $"/{d}")}", v, Shape.Plain)
            .Right("assign", $"x = {Over(top)}", v)
            .Right("long_decimal", Tex.Rounded(v, 10), v)
            .Wrong("coefficient_off", sign + (d == 1 ? Tex.Times(k + 1, Tex.Sqrt(n)) : Tex.Frac(Tex.Times(k + 1, Tex.Sqrt(n)), d)))
            .Wrong("radicand_off", Over(Tex.Times(k, Tex.Sqrt(n + 1))), factor.Value * Math.Sqrt(n + 1))
            .Wrong("swapped", Over(Tex.Times(n, Tex.Sqrt(k))), Math.Sign(v) * n * Math.Sqrt(k) / d)
            .Wrong("coefficient_inside", Over(Tex.Sqrt(k * n)), Math.Sign(v) * Math.Sqrt(k * n) / d)
            .Wrong("root_lost", Over($"{k * n}"), factor.Value * n)
            .Wrong("root_dropped", Tex.Of(factor), factor.Value)
            .Wrong("sum_for_product", Over($"{k} + {Tex.Sqrt(n)}"), Math.Sign(v) * (d == 1 ? k + root : (k + root) / d))
            .Wrong("cube_root", Over($@"{k}\sqrt[3]{{{n}}}"), factor.Value * Math.Cbrt(n))
            .Wrong("sign_flip", Tex.Sum("0", sign == "-" ? Over(top)[1..] : "-" + Over(top))[2..].TrimStart('+', ' '), -v)
            .Wrong("squared", Over($@"{k}^2 \cdot {n}"), Math.Sign(v) * k * k * n / (double)d)
            .Rough("truncated_decimal", Tex.Truncated(v, draw.Int(2, 3)))
            .Rough("rounded_decimal", Tex.Rounded(v, 3))
            .Rough("plain_rounded", Tex.Rounded(v, 3), Shape.Plain)
            .Wrong("plain_off", $"{sign}{k + 1}*sqrt({n}){(d == 1 ? "" : $"/{d}")}", Math.Sign(v) * (k + 1) * root / d, Shape.Plain)
            .Wrong("both_signs", $@"\pm {Over(top).TrimStart('-')}")
            .Wrong("imaginary", Over(Tex.Times(k, Tex.Sqrt(-n))))
            .Wrong("extra_answer", $@"{Over(top)} \text{{ or }} {k + n}");
        if (d > 1)
        {
            _ = problem.Wrong("denominator_off", sign + Tex.Frac(top, d + 1), Math.Sign(v) * k * root / (d + 1))
                .Wrong("root_over_all", sign + Tex.Sqrt(Tex.Frac(k * n, d)), Math.Sign(v) * Math.Sqrt(k * n / (double)d))
                .Wrong("inverted", sign + Tex.Frac(d, top), 1 / v)
                .Right("ratio_of_roots", sign + Tex.Frac(Tex.Sqrt(k * k * n), Tex.Sqrt(d * d)), v);
        }

        return problem;
    }

    /// <summary>a + b\sqrt{n}.</summary>
    public static Problem SurdSum(Draw draw)
    {
        var n = draw.Pick(Squarefree);
        var (a, b) = (draw.NonZero(12), draw.NonZero(7));
        var norm = (long)((a * a) - (b * b * n));
        var (root, term, minus) = (Math.Sqrt(n), Tex.Times(b, Tex.Sqrt(n)), Tex.Times(-b, Tex.Sqrt(n)));
        var v = a + (b * root);
        var k = draw.Int(2, 5);
        var square = (a * a) + (b * b * n);
        return new Problem("surd_sum", Tex.Sum($"{a}", term), v) { IsSingle = true }
            .Right("same", Tex.Sum($"{a}", term), v)
            .Right("reordered", Tex.Sum(term, $"{a}"), v)
            .Right("no_space", Tex.Sum($"{a}", term).Replace(" ", "", StringComparison.Ordinal), v)
            .Right("negated_twice", $"-({Tex.Sum($"{-a}", minus)})", v)
            .Right("over_conjugate", Tex.Frac(norm, Tex.Sum($"{a}", minus)), v)
            .Right("common_denominator", Tex.Frac(Tex.Sum($"{a * k}", Tex.Times(b * k, Tex.Sqrt(n))), k), v)
            .Right("under_root", Tex.Sum($"{a}", (b < 0 ? "-" : "") + Tex.Sqrt(b * b * n)), v)
            .Right("root_of_square", (v < 0 ? "-" : "") + Tex.Sqrt(Tex.Sum($"{square}", Tex.Times(2 * a * b, Tex.Sqrt(n)))), v)
            .Right("split", Tex.Sum($"{a + k}", term, $"-{k}"), v)
            .Right("half_power", Tex.Sum($"{a}", $@"{b} \cdot {n}^{{1/2}}"), v)
            .Right("left_right", Tex.LeftRight(Tex.Sum($"{a}", term)), v)
            .Right("plain", $"{a}{(b < 0 ? "-" : "+")}{Math.Abs(b)}*sqrt({n})", v, Shape.Plain)
            .Wrong("conjugate", Tex.Sum($"{a}", minus), a - (b * root))
            .Wrong("negated", Tex.Sum($"{-a}", minus), -v)
            .Wrong("combined", Tex.Times(a + b, Tex.Sqrt(n)), (a + b) * root)
            .Wrong("swapped", Tex.Sum($"{b}", Tex.Times(a, Tex.Sqrt(n))), b + (a * root))
            .Wrong("first_off", Tex.Sum($"{a + 1}", term), v + 1)
            .Wrong("second_off", Tex.Sum($"{a}", Tex.Times(b + 1, Tex.Sqrt(n)).Replace("0\\", "0\\cdot\\", StringComparison.Ordinal)), v
                + root)
            .Wrong("radicand_off", Tex.Sum($"{a}", Tex.Times(b, Tex.Sqrt(n + 1))), a + (b * Math.Sqrt(n + 1)))
            .Wrong("root_lost", $"{a + (b * n)}", a + (b * n))
            .Wrong("first_only", $"{a}", a)
            .Wrong("second_only", term, b * root)
            .Wrong("squares_summed", Tex.Sqrt(square), Math.Sqrt(square))
            .Wrong("both_signs", $@"{a} \pm {Tex.Times(Math.Abs(b), Tex.Sqrt(n))}")
            .Rough("rounded_decimal", Tex.Rounded(v, 3))
            .Wrong("inverse_conjugate", Tex.Frac(1, Tex.Sum($"{a}", minus)), 1.0 / (a - (b * root)));
    }

    public static Problem NthRoot(Draw draw)
    {
        var index = draw.Int(3, 5);
        var inside = draw.Pick(2, 3, 4, 5, 6, 7, 9, 10, 12, 54, 40, 20, 100);
        var v = Math.Pow(inside, 1.0 / index);
        var s = draw.Int(2, 3);
        var up = (int)Math.Pow(s, index);
        return new Problem("nth_root", Tex.Root(index, inside), v) { IsSingle = true }
            .Right("power", $"{inside}^{{1/{index}}}", v)
            .Right("power_frac", Tex.Pow(inside, Tex.Frac(1, index)), v)
            .Right("spaces", $@"\sqrt[{index}] {{{inside}}}", v)
            .Right("scaled", $@"\frac{{1}}{{{s}}}\sqrt[{index}]{{{inside * up}}}", v)
            .Right("scaled_over", Tex.Frac(Tex.Root(index, inside * up), s), v)
            .Right("squared_inside", Tex.Root(2 * index, inside * inside), v)
            .Right("root_of_power", Tex.Pow(Tex.LeftRight(inside), Tex.Frac(2, 2 * index)), v)
            .Right("reciprocal", Tex.Frac(inside, $"{inside}^{{{index - 1}/{index}}}"), v)
            .Right("plain", $"{inside}^(1/{index})", v, Shape.Plain)
            .Right("long_decimal", Tex.Rounded(v, 10), v)
            .Right("assign", $"x = {Tex.Root(index, inside)}", v)
            .Wrong("index_as_factor", $@"{index}\sqrt{{{inside}}}", index * Math.Sqrt(inside))
            .Wrong("index_lost", Tex.Sqrt(inside), Math.Sqrt(inside))
            .Wrong("index_off", Tex.Root(index + 1, inside), Math.Pow(inside, 1.0 / (index + 1)))
            .Wrong("radicand_off", Tex.Root(index, inside + 1), Math.Pow(inside + 1, 1.0 / index))
            .Wrong("power_up", Tex.Pow(inside, index), Math.Pow(inside, index))
            .Wrong("negative_power", $"{inside}^{{-{index}}}", Math.Pow(inside, -index))
            .Wrong("over_index", Tex.Frac(inside, index), inside / (double)index)
            .Wrong("root_over_index", Tex.Frac(Tex.Sqrt(inside), index), Math.Sqrt(inside) / index)
            .Wrong("sign_flip", "-" + Tex.Root(index, inside), -v)
            .Wrong("doubled", "2" + Tex.Root(index, inside), 2 * v)
            .Rough("rounded_decimal", Tex.Rounded(v, 3))
            .Wrong("swapped", Tex.Root(inside, index), Math.Pow(index, 1.0 / inside));
    }

    public static Problem Power(Draw draw)
    {
        var under = draw.Pick(2, 3, 5, 6, 7, 10);
        var exponent = draw.Int(5, 16) * (draw.Chance(35) ? -1 : 1);
        double Of(int u, int e) => Math.Pow(u, e);
        var v = Of(under, exponent);
        var part = draw.Int(2, 4);
        var problem = new Problem("power", Tex.Pow(under, exponent), v) { IsSingle = true }
            .Right("same", Tex.Pow(under, exponent), v)
            .Right("product_of_powers", $@"{Tex.Pow(under, part)} \cdot {Tex.Pow(under, exponent - part)}", v)
            .Right("quotient_of_powers", Tex.Frac(Tex.Pow(under, exponent + part), Tex.Pow(under, part)), v)
            .Right("reciprocal", Tex.Frac(1, Tex.Pow(under, -exponent)), v)
            .Right("reciprocal_base", Tex.Pow(Tex.LeftRight(Tex.Frac(1, under)), -exponent), v)
            .Right("plain", exponent < 0 ? $"{under}^({exponent})" : $"{under}^{exponent}", v, Shape.Plain)
            .Right("base_out", $@"{under} \cdot {Tex.Pow(under, exponent - 1)}", v)
            .Right("exponent_sum", $"{under}^{{{exponent - part} + {part}}}", v)
            .Right("assign", $"n = {Tex.Pow(under, exponent)}", v)
            .Wrong("exponent_off", Tex.Pow(under, exponent + draw.Sign()), v * 2)
            .Wrong("base_off", Tex.Pow(under + 1, exponent), Of(under + 1, exponent))
            .Wrong("negative", "-" + Tex.Pow(under, exponent), -v)
            .Wrong("minus_one", Tex.Pow(under, exponent) + " - 1", v - 1)
            .Wrong("swapped", Tex.Pow(Tex.Guard($"{exponent}"), under), Of(exponent, under))
            .Wrong("product", $@"{under} \cdot {Tex.Guard($"{exponent}")}", under * exponent)
            .Wrong("exponent_negated", Tex.Pow(under, -exponent), Of(under, -exponent))
            .Wrong("doubled", $@"2 \cdot {Tex.Pow(under, exponent)}", 2 * v)
            .Wrong("exponent_flat", $"{under}{Math.Abs(exponent)}", double.Parse($"{under}{Math.Abs(exponent)}"))
            .Wrong("exponent_ten_more", $"{under}^{Math.Abs(exponent) + 10}", Of(under, 1) * Math.Pow(under, 30))
            .Wrong("plain_off", exponent < 0 ? $"{under}^({exponent - 1})" : $"{under}^{exponent + 1}", v * 3, Shape.Plain);
        if (Math.Abs(v) < 1e15 && exponent > 0)
            _ = problem.Right("value", $"{(long)v}", v).Right("value_commas", Tex.Grouped((long)v, ","), v)
                .Wrong("value_off", $"{(long)v + 1}");
        if (exponent < 0 && 1 / v < 1e15)
            _ = problem.Right("value", Tex.Frac(1, $"{(long)Math.Round(1 / v)}"), v)
                .Wrong("value_off", Tex.Frac(1, $"{(long)Math.Round(1 / v) + 1}"));
        if (exponent % 2 == 0)
            _ = problem.Right("square_base", Tex.Pow(under * under, exponent / 2), v)
                .Wrong("square_base_off", Tex.Pow(under * under, (exponent / 2) + 1), v * 4);
        if (exponent % 3 == 0)
            _ = problem.Right("cube_base", Tex.Pow(under * under * under, exponent / 3), v);
        if (exponent % 4 == 0)
            _ = problem.Right("power_of_power", Tex.Pow($"({Tex.Pow(under, 4)})", exponent / 4), v)
                .Wrong("powers_added", Tex.Pow($"({Tex.Pow(under, 5)})", exponent / 4), v * 4);
        return problem;
    }
}
