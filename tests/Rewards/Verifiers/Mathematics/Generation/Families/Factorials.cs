namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Factorials and binomial coefficients.</summary>
internal static class Factorials
{
    public static Problem Factorial(Draw draw)
    {
        var n = draw.Int(4, 14);
        var value = Of(n);
        var last = Math.Min(n - 2, 3);
        return new Problem("factorial", $"{n}!", value) { IsSingle = true }
            .Right("value", $"{value}", value)
            .Right("commas", Tex.Grouped(value, ","), value)
            .Right("brace_commas", Tex.Grouped(value, "{,}"), value)
            .Right("plain", $"{n}!", value, Shape.Plain)
            .Right("plain_value", Tex.Grouped(value, ","), value, Shape.Plain)
            .Right("product", $@"{n} \cdot {n - 1}!", value)
            .Right("product_of_two", $@"{n}({n - 1})({n - 2}!)", value)
            .Right("parens", $@"({n})!", value)
            .Right("quotient", Tex.Frac($"{n + 1}!", n + 1), value)
            .Right("spelled_out", string.Join(@" \cdot ", Enumerable.Range(1, n).Reverse()), value)
            .Right("times_factorials", $@"{Of(last)} \times \frac{{{n}!}}{{{last}!}}", value)
            .Wrong("off", $"{n - 1}!", Of(n - 1))
            .Wrong("one_more", $"{n + 1}!", Of(n + 1))
            .Wrong("factorial_lost", $"{n}", n)
            .Wrong("value_off", $"{value + 1}")
            .Wrong("half", $@"\frac{{{n}!}}{{2}}", value / 2.0)
            .Wrong("difference_inside", $"({n} - 1)!", Of(n - 1))
            .Wrong("square", $"{n}^2", n * n)
            .Wrong("sum_for_product", $"{n} + {n - 1}!", n + Of(n - 1))
            .Wrong("sign_flip", $"-{n}!", -value);
    }

    public static Problem Binomial(Draw draw)
    {
        var n = draw.Int(5, 16);
        var k = draw.Int(2, n - 3);
        var value = Choose(n, k);
        return new Problem("binomial", draw.Chance(50) ? $@"\binom{{{n}}}{{{k}}}" : $@"\dbinom{{{n}}}{{{k}}}", value) { IsSingle = true }
            .Right("value", $"{value}", value)
            .Right("plain_value", $"{value}", value, Shape.Plain)
            .Right("mirrored", $@"\binom{{{n}}}{{{n - k}}}", value)
            .Right("tbinom", $@"\tbinom{{{n}}}{{{k}}}", value)
            .Right("choose", $@"{{{n} \choose {k}}}", value)
            .Right("factorials", Tex.Frac($"{n}!", $@"{k}!{n - k}!"), value)
            .Right("factorials_dot", Tex.Frac($"{n}!", $@"{k}! \cdot ({n - k})!"), value)
            .Right("pascal", $@"\binom{{{n - 1}}}{{{k}}} + \binom{{{n - 1}}}{{{k - 1}}}", value)
            .Wrong("top_off", $@"\binom{{{n + 1}}}{{{k}}}", Choose(n + 1, k))
            .Wrong("bottom_off", $@"\binom{{{n}}}{{{k + 1}}}", Choose(n, k + 1))
            .Wrong("fraction", Tex.Frac(n, k), n / (double)k)
            .Wrong("value_off", $"{value + 1}", value + 1)
            .Wrong("permutations", Tex.Frac($"{n}!", $"{n - k}!"), Of(n) / (double)Of(n - k))
            .Wrong("pair", $"({n}, {k})")
            .Wrong("product", $@"{n} \cdot {k}", n * k);
    }

    public static long Of(int n) => n < 2 ? 1 : n * Of(n - 1);

    private static long Choose(int n, int k) => k == 0 ? 1 : Choose(n - 1, k - 1) * n / k;
}
