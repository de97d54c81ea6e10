namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Fractions, mixed numbers and repeating decimals.</summary>
internal static class Fractions
{
    public static Problem Fraction(Draw draw)
    {
        var value = Draw(draw, 30);
        var (a, b, v) = (Math.Abs(value.Top), value.Bottom, value.Value);
        var sign = value.Top < 0 ? "-" : "";
        var k = draw.Int(2, 7);
        var single = a < 10 && b < 10;
        var gold = draw.Pick(Tex.Of(value), Tex.Of(value), Tex.Of(value, "dfrac"), single ? $@"{sign}\frac{a}{b}" : Tex.Of(value),
            $"{sign}{a}/{b}");
        var part = new Rational(1, draw.Int(2, 6));
        var problem = new Problem("fraction", gold, v) { IsSingle = true }
            .Right("frac", Tex.Of(value), v)
            .Right("dfrac", Tex.Of(value, "dfrac"), v)
            .Right("tfrac", Tex.Of(value, "tfrac"), v)
            .Right("cfrac", Tex.Of(value, "cfrac"), v)
            .Right("spaces", sign + $@"\frac{{ {a} }}{{ {b} }}", v)
            .Right("slash_latex", Tex.Slash(value), v)
            .Right("slash_plain", Tex.Slash(value), v, Shape.Plain)
            .Right("slash_spaced", $"{sign}{a} / {b}", v, Shape.Plain)
            .Right("div", $@"{sign}{a} \div {b}", v)
            .Right("braced_slash", $"{sign}{{{a}}}/{{{b}}}", v)
            .Right("over", $@"{sign}{{{a} \over {b}}}", v)
            .Right("parenthesised", Tex.LeftRight(Tex.Of(value)), v)
            .Right("negative_power", $@"{sign}{a} \cdot {b}^{{-1}}", v)
            .Right("unreduced", sign + Tex.Frac(a * k, b * k), v)
            .Right("minus_in_numerator", Tex.Frac(value.Top, b), v)
            .Right("minus_in_denominator", Tex.Frac(-value.Top, -b), v)
            .Right("assign", $"{draw.Letter()} = {Tex.Of(value)}", v)
            .Right("times_unit_fraction", $@"{value.Top} \cdot {Tex.Frac(1, b)}", v)
            .Right("unit_fraction_first", $@"\frac{{1}}{{{b}}} \times {Tex.Guard($"{value.Top}")}", v)
            .Right("reciprocal_below", sign + Tex.Frac(1, Tex.Frac(b, a)), v)
            .Right("nested", sign + Tex.Frac(Tex.Frac(a, k), Tex.Frac(b, k)), v)
            .Right("inverse_power", sign + Tex.Pow(Tex.LeftRight(Tex.Frac(b, a)), "-1"), v)
            .Right("sum", Tex.Sum(Tex.Of(value - part), Tex.Of(part)), v)
            .Right("difference", Tex.Sum(Tex.Of(value + part), Tex.Of(-part)), v)
            .Right("long_decimal", value.Terminates ? Tex.Decimal(value.Decimal) : Tex.Rounded(v, 10), v)
            .Wrong("denominator_off", Tex.Of(new(value.Top, b + 1)), new Rational(value.Top, b + 1).Value)
            .Wrong("numerator_off", Tex.Of(new(value.Top + 1, b)), new Rational(value.Top + 1, b).Value)
            .Wrong("plain_off", Tex.Slash(new(value.Top + 1, b)), new Rational(value.Top + 1, b).Value, Shape.Plain)
            .Wrong("sign_flip", Tex.Of(-value), -v)
            .Wrong("swapped", Tex.Of(1 / value), 1 / v)
            .Wrong("concatenated", $"{sign}{a}{b}", double.Parse($"{sign}{a}{b}"))
            .Wrong("point_for_bar", $"{sign}{a}.{b}", double.Parse($"{sign}{a}.{b}"))
            .Wrong("frac_squared", Tex.Pow(Tex.LeftRight(Tex.Of(value)), 2), v * v)
            .Wrong("numerator_squared", sign + Tex.Frac(Tex.Pow(a, 2), b), Math.Sign(v) * a * a / (double)b)
            .Wrong("root", sign + Tex.Sqrt(Tex.Frac(a, b)), Math.Sign(v) * Math.Sqrt(Math.Abs(v)))
            .Wrong("complement", Tex.Of(1 - value), 1 - v)
            .Wrong("doubled", Tex.Of(2 * value), 2 * v)
            .Wrong("product", $@"{sign}{a} \cdot {b}", Math.Sign(v) * a * b)
            .Wrong("difference_for_fraction", $"{value.Top} - {b}", value.Top - b)
            .Wrong("pair", $"({value.Top}, {b})")
            .Wrong("list", $"{value.Top}, {b}")
            .Wrong("binomial", $@"\binom{{{a}}}{{{b}}}")
            .Wrong("percent", Tex.Of(value) + @"\%")
            .Wrong("with_pi", Tex.Of(value) + @"\pi", v * Math.PI)
            .Wrong("with_variable", Tex.Of(value) + "x", (x, _) => v * x)
            .Wrong("extra_answer", $@"{Tex.Of(value)} \text{{ or }} {Tex.Of(-value)}")
            .Wrong("hedged", $"{Tex.Slash(value)} or {Tex.Slash(1 / value)}", Shape.Plain);
        if (!value.Terminates)
            _ = problem.Rough("truncated_decimal3", Tex.Truncated(v, 3)).Rough("rounded_decimal2", Tex.Rounded(v, 2))
                .Rough("plain_decimal3", Tex.Rounded(v, 3), Shape.Plain);
        if (single)
            _ = problem.Right("short_frac", $@"{sign}\frac{a}{b}", v).Right("short_frac_spaced", $@"{sign}\frac {a} {b}", v)
                .Wrong("short_frac_swapped", $@"{sign}\frac{b}{a}", 1 / v);
        if (a > b)
        {
            var mixed = $@"{sign}{a / b}\frac{{{a % b}}}{{{b}}}";
            _ = problem.Right("mixed", mixed).Right("plain_mixed", $"{sign}{a / b} {a % b}/{b}", Shape.Plain)
                .Wrong("mixed_off", $@"{sign}{(a / b) + 1}\frac{{{a % b}}}{{{b}}}")
                .Wrong("whole_only", $"{sign}{a / b}", Math.Sign(v) * (a / b));
        }

        return problem;
    }

    public static Problem Mixed(Draw draw)
    {
        var (whole, b) = (draw.Int(1, 19), draw.Int(2, 12));
        long a = draw.Int(1, b - 1);
        var part = new Rational(a, b);
        (a, b) = (part.Top, (int)part.Bottom);
        var minus = draw.Chance(20) ? -1 : 1;
        var sign = minus < 0 ? "-" : "";
        var value = minus * (whole + part);
        var v = value.Value;
        var gold = sign + draw.Pick($@"{whole}\frac{{{a}}}{{{b}}}", $@"{whole} \frac{{{a}}}{{{b}}}", a < 10 && b < 10
            ? $@"{whole}\frac{a}{b}" : $@"{whole}\tfrac{{{a}}}{{{b}}}");
        double Mix(long w, long n, long d) => minus * (w + (n / (double)d));
        var problem = new Problem("mixed", gold, v) { IsSingle = true }
            .Right("dfrac", $@"{sign}{whole}\dfrac{{{a}}}{{{b}}}", v)
            .Right("spacing", $@"{sign}{whole}\,\tfrac{{{a}}}{{{b}}}", v)
            .Right("backslash_space", $@"{sign}{whole}\ \frac{{{a}}}{{{b}}}", v)
            .Right("improper", Tex.Of(value), v)
            .Right("improper_dfrac", Tex.Of(value, "dfrac"), v)
            .Right("improper_slash", Tex.Slash(value), v, Shape.Plain)
            .Right("plus", minus > 0 ? $@"{whole} + {Tex.Frac(a, b)}" : $@"-{whole} - {Tex.Frac(a, b)}", v)
            .Right("plain_mixed", $"{sign}{whole} {a}/{b}", v, Shape.Plain)
            .Right("from_above", minus > 0 ? $"{whole + 1} - {Tex.Of(1 - part)}" : $"-{whole + 1} + {Tex.Of(1 - part)}", v)
            .Right("assign", $@"x = {sign}{whole}\frac{{{a}}}{{{b}}}", v)
            .Right("decimal", value.Terminates ? Tex.Decimal(value.Decimal) : Tex.Rounded(v, 11), v)
            .Wrong("fraction_only", sign + Tex.Frac(a, b), minus * part.Value)
            .Wrong("whole_only", $"{sign}{whole}", minus * whole)
            .Wrong("fraction_swapped", $@"{sign}{whole}\frac{{{b}}}{{{a}}}", Mix(whole, b, a))
            .Wrong("glued", $"{sign}{whole}{a}/{b}", minus * long.Parse($"{whole}{a}") / (double)b, Shape.Plain)
            .Wrong("negative", (minus > 0 ? "-" : "") + $@"{whole}\frac{{{a}}}{{{b}}}", -v)
            .Wrong("product", $@"{sign}{whole} \cdot {Tex.Frac(a, b)}", minus * whole * part.Value)
            .Wrong("minus", $"{sign}({whole} - {Tex.Frac(a, b)})", minus * (whole - part.Value))
            .Wrong("whole_off", $@"{sign}{whole + 1}\frac{{{a}}}{{{b}}}", Mix(whole + 1, a, b))
            .Wrong("numerator_off", $@"{sign}{whole}\frac{{{a + 1}}}{{{b}}}", Mix(whole, a + 1, b))
            .Wrong("denominator_off", $@"{sign}{whole}\frac{{{a}}}{{{b + 1}}}", Mix(whole, a, b + 1))
            .Wrong("plain_off", $"{sign}{whole + 1} {a}/{b}", Mix(whole + 1, a, b), Shape.Plain)
            .Wrong("improper_off", Tex.Of(value + new Rational(1, b)), v + (1.0 / b))
            .Wrong("point_for_bar", $"{sign}{whole}.{a}", double.Parse($"{sign}{whole}.{a}"))
            .Wrong("extra_answer", $@"{gold} \text{{ or }} {whole}");
        return value.Terminates ? problem : problem.Rough("rounded_decimal2", Tex.Rounded(v, whole > 9 ? 4 : 3));
    }

    public static Problem Repeating(Draw draw)
    {
        var digits = draw.Int(1, 3);
        var nines = (long)Math.Pow(10, digits) - 1;
        long block;
        do
            block = draw.Int(1, (int)nines - 1);
        while ($"{block}".Distinct().Count() == 1 && $"{block}".Length == digits && digits > 1);
        var text = $"{block}".PadLeft(digits, '0');
        var value = new Rational(block, nines);
        var v = value.Value;
        var bar = $@"0.\overline{{{text}}}";
        var shifted = $@"0.{text}\overline{{{text}}}";
        var late = $@"0.0\overline{{{text}}}";
        return new Problem("repeating_decimal", draw.Chance(50) ? bar : Tex.Of(value), v) { IsSingle = true }
            .Right("overline", bar, v)
            .Right("fraction", Tex.Of(value), v)
            .Right("dfrac", Tex.Of(value, "dfrac"), v)
            .Right("nines", Tex.Frac(block, nines), v)
            .Right("slash", Tex.Slash(value), v, Shape.Plain)
            .Right("block_doubled", $@"0.\overline{{{text}{text}}}", v)
            .Right("block_written_out", shifted, v)
            .Right("long_decimal", Tex.Rounded(v, 11), v)
            .Right("assign", $"x = {bar}", v)
            .Wrong("bar_lost", $"0.{text}", block / (nines + 1.0))
            .Wrong("bar_late", late, v / 10)
            .Wrong("bar_on_last", digits > 1 ? $@"0.{text[..^1]}\overline{{{text[^1]}}}" : "0.0", Shape.Latex)
            .Wrong("block_off", $@"0.\overline{{{$"{block + 1}".PadLeft(digits, '0')}}}", (block + 1) / (double)nines)
            .Wrong("over_power_of_ten", Tex.Frac(block, nines + 1), block / (nines + 1.0))
            .Wrong("one_added", $@"1.\overline{{{text}}}", 1 + v)
            .Wrong("sign_flip", "-" + bar, -v)
            .Wrong("reciprocal", Tex.Of(1 / value), 1 / v)
            .Wrong("written_out_to_four", $"0.{string.Concat(Enumerable.Repeat(text, 4))[..4]}")
            .Wrong("extra_answer", $@"{bar} \text{{ or }} {Tex.Of(1 / value)}");
    }

    /// <summary>A fraction that is no integer.</summary>
    public static Rational Draw(Draw draw, int size)
    {
        while (true)
        {
            var value = new Rational(draw.Int(1, size) * (draw.Chance(25) ? -1 : 1), draw.Int(2, size));
            if (value.Bottom > 1)
                return value;
        }
    }
}
