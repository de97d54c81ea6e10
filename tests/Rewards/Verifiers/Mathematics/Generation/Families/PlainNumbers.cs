namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Whole and decimal numbers.</summary>
internal static class PlainNumbers
{
    public static Problem Integer(Draw draw)
    {
        var n = draw.Int(1, 6) switch
        {
            1 => draw.Int(2, 9),
            2 => -draw.Int(2, 99),
            3 => 1 << draw.Int(2, 10),
            4 => draw.Int(100, 999),
            _ => draw.Int(10, 99)
        };
        var size = Math.Abs(n);
        var near = draw.Int(2, 9);
        var problem = new Problem("integer", $"{n}", n) { IsSingle = true }
            .Right("same", $"{n}", n)
            .Right("trailing_zero", $"{n}.0", n)
            .Right("trailing_zeros", $"{n}.00", n)
            .Right("sum", $"{n - near} + {near}", n)
            .Right("difference", $"{n + near} - {near}", n)
            .Right("fraction_over", Tex.Frac(n * near, near), n)
            .Right("text_cmd", Tex.Text($"{n}"), n)
            .Right("mathbf", $@"\mathbf{{{n}}}", n)
            .Right("assign", $"{draw.Letter()} = {n}", n)
            .Right("braces", $"{{{n}}}", n)
            .Right("left_right", Tex.LeftRight(n), n)
            .Right("padded", $@"\,{n}\,", n)
            .Right("double_minus", $"-(-{Tex.Guard($"{n}")})", n)
            .Right("absolute", n > 0 ? $@"\left|{-n}\right|" : $"-|{n}|", n)
            .Right("negative_over_negative", Tex.Frac(-n * near, -near), n)
            .Right("plain", $"{n}", n, Shape.Plain)
            .Right("plain_decimal", $"{n}.0", n, Shape.Plain)
            .Right("plain_minus", $"{n}".Replace('-', '\u2212'), n, Shape.Plain)
            .Wrong("off_by_one", $"{n + draw.Sign()}", Shape.Latex)
            .Wrong("plain_off_by_one", $"{n + draw.Sign()}", Shape.Plain)
            .Wrong("sign_flip", $"{-n}", -n)
            .Wrong("half", Tex.Of(new(n, 2)), n / 2.0)
            .Wrong("times_ten", $"{n}0", n * 10)
            .Wrong("over_ten", Tex.Decimal(n / 10m), n / 10.0)
            .Wrong("over_hundred", Tex.Decimal(n / 100m), n / 100.0)
            .Wrong("doubled", $"{2 * n}", 2 * n)
            .Wrong("squared", Tex.Pow(Tex.Guard($"{n}"), 2), (double)n * n)
            .Wrong("root", Tex.Sqrt(size), Math.Sqrt(size))
            .Wrong("reciprocal", Tex.Of(new(1, n)), 1.0 / n)
            .Wrong("near_decimal", $"{n}.5", n + (0.5 * Math.Sign(n)))
            .Wrong("near_digit", $"{n}.00{near}", n + (near / 1000.0 * Math.Sign(n)))
            .Wrong("percent_added", $@"{n}\%")
            .Wrong("with_pi", $@"{n}\pi", n * Math.PI)
            .Wrong("factor_missed", $@"{n} \cdot {near}", n * near)
            .Wrong("extra_answer", $@"{n} \text{{ or }} {n + near}")
            .Wrong("extra_answer", $"{n}, {n + near}")
            .Wrong("repeated", $"{n}, {n}")
            .Wrong("negated_word", $@"\text{{not }} {n}")
            .Wrong("not_equal", $@"x \neq {n}")
            .Wrong("greater", $"x > {n}")
            .Wrong("pair", $"({n}, {near})")
            .Wrong("imaginary", $"{n}i")
            .Wrong("candidates", $"{n - 1}, {n}, {n + 1} or {n + 2}", Shape.Plain)
            .Wrong("hedged", $"{n} or {n + near}", Shape.Plain)
            .Wrong("range", $"between {n - near} and {n + near}", Shape.Plain);
        var reversed = long.Parse(new string([.. $"{size}".Reverse()])) * Math.Sign(n);
        _ = problem.Wrong("digits_reversed", $"{reversed}", reversed);
        if (size > 9)
            _ = problem.Wrong("digit_dropped", $"{n / 10}", n / 10);
        if (n > 0)
        {
            _ = problem.Right("plus_sign", $"+{n}", n).Right("root_of_square", Tex.Sqrt(n * n), n)
                .Right("fullwidth", Fullwidth(n), n, Shape.Plain);
            _ = problem.Right("plain_plus", $"+{n}", n, Shape.Plain).Right("power_one", Tex.Pow(n, 1), n)
                .Wrong("power_zero", Tex.Pow(n, 0), 1);
            if (n < 20)
                _ = problem.Wrong("factorial", $"{n}!", Factorials.Of(n));
        }

        if (Enumerable.Range(2, 20).FirstOrDefault(divisor => size > divisor && size % divisor == 0) is > 0 and var factor)
        {
            _ = problem.Right("product", $@"{factor} \cdot {Tex.Guard($"{n / factor}")}", n)
                .Right("times", $@"{n / factor} \times {factor}", n)
                .Wrong("sum_for_product", $"{factor} + {Tex.Guard($"{n / factor}")}", factor + (n / factor));
        }

        return problem;
    }

    public static Problem BigInteger(Draw draw)
    {
        var n = draw.Int(1, 4) switch
        {
            1 => draw.Int(1, 99) * 100_000L,
            2 => draw.Int(1000, 9999),
            3 => -draw.Int(10_000, 999_999),
            _ => draw.Int(10_000, 2_000_000_000),
        };
        var gold = draw.Pick($"{n}", Tex.Grouped(n, ","), Tex.Grouped(n, "{,}"), Tex.Grouped(n, @"\,"));
        var grouped = Tex.Grouped(n, ",");
        var digits = $"{n}";
        var swap = draw.Int(n < 0 ? 1 : 0, digits.Length - 2);
        var swapped = digits[..swap] + digits[swap + 1] + digits[swap] + digits[(swap + 2)..];
        var off = n + draw.Sign();
        var problem = new Problem("big_integer", gold) { IsSingle = true }
            .Right("no_comma", digits)
            .Right("comma", grouped)
            .Right("brace_comma", Tex.Grouped(n, "{,}"))
            .Right("thin_space", Tex.Grouped(n, @"\,"))
            .Right("comma_thin_back", Tex.Grouped(n, @",\!"))
            .Right("plain_comma", grouped, Shape.Plain)
            .Right("plain", digits, Shape.Plain)
            .Right("plain_minus", grouped.Replace('-', '\u2212'), Shape.Plain)
            .Right("trailing_zero", digits + ".0")
            .Right("comma_trailing_zeros", grouped + ".00")
            .Right("assign", $"{draw.Letter()} = {grouped}")
            .Right("text_cmd", Tex.Text(grouped))
            .Right("sum", $"{n - 1000} + 1000")
            .Wrong("off_by_one", Tex.Grouped(off, draw.Pick(",", "{,}", "", @"\,")))
            .Wrong("plain_off_by_one", Tex.Grouped(off, draw.Pick(",", "")), Shape.Plain)
            .Wrong("digits_swapped", Tex.Grouped(long.Parse(swapped), draw.Pick(",", "{,}", "")))
            .Wrong("comma_as_point", CommaAsPoint(grouped))
            .Wrong("comma_as_tuple", "(" + grouped.Replace(",", ", ", StringComparison.Ordinal) + ")")
            .Wrong("comma_as_list", grouped.Replace(",", @" \text{ and } ", StringComparison.Ordinal))
            .Wrong("zero_added", Tex.Grouped(n * 10, ","))
            .Wrong("digit_dropped", Tex.Grouped(n / 10, draw.Pick(",", "")))
            .Wrong("sign_flip", Tex.Grouped(-n, ","))
            .Wrong("half_added", digits + ".5")
            .Wrong("percent_added", grouped + @"\%")
            .Wrong("extra_answer", $@"{grouped} \text{{ or }} {Tex.Grouped(off, ",")}");
        if (n % 100_000 == 0)
        {
            var millions = Tex.Decimal(n / 1_000_000m);
            _ = problem.Right("million", $"{millions} million", Shape.Plain).Right("million_text", $@"{millions} \text{{ million}}")
                .Right("scientific", $@"{millions} \times 10^{{6}}").Wrong("million_lost", millions)
                .Wrong("billion", $@"{millions} \text{{ billion}}")
                .Wrong("exponent_off", $@"{millions} \times 10^{{5}}");
        }

        return problem;
    }

    public static Problem Decimal(Draw draw)
    {
        var places = draw.Int(1, 4);
        var scale = (long)Math.Pow(10, places);
        var units = (draw.Chance(60) ? draw.Int(1, (int)scale - 1) : draw.Int((int)scale, 900 * (int)scale)) * (draw.Chance(20) ? -1L
            : 1L);
        units += units % 10 == 0 ? Math.Sign(units) : 0;
        var value = new Rational(units, scale);
        var v = value.Value;
        var text = Fixed(units, places);
        var gold = draw.Pick(text, text, text + "0", Math.Abs(v) < 1 ? text.Replace("0.", ".", StringComparison.Ordinal) : text);
        var other = units + draw.Pick(1, -1, 2, 3);
        var problem = new Problem("decimal", gold, v) { IsSingle = true }
            .Right("same", text, v)
            .Right("trailing_zeros", text + "00", v)
            .Right("fraction", Tex.Of(value), v)
            .Right("dfrac", Tex.Of(value, "dfrac"), v)
            .Right("unreduced", (units < 0 ? "-" : "") + Tex.Frac(Math.Abs(units), scale), v)
            .Right("slash", Tex.Slash(value), v, Shape.Plain)
            .Right("slash_latex", Tex.Slash(value), v)
            .Right("plain", text, v, Shape.Plain)
            .Right("plain_minus", text.Replace('-', '\u2212'), v, Shape.Plain)
            .Right("scientific", $@"{units} \times 10^{{-{places}}}", v)
            .Right("assign", $"{draw.Letter()} = {text}", v)
            .Right("sum", $"{Fixed(units - 1, places)} + {Fixed(1, places)}", v)
            .Right("spaces", $@"\ {text}\ ", v)
            .Wrong("last_digit", Fixed(other, places), other / (double)scale)
            .Wrong("plain_last_digit", Fixed(other, places), other / (double)scale, Shape.Plain)
            .Wrong("shift_left", Fixed(units, places + 1), v / 10)
            .Wrong("shift_right", Tex.Decimal(value.Decimal * 10), v * 10)
            .Wrong("percent_sign", text + @"\%")
            .Wrong("reciprocal", Tex.Of(1 / value), 1 / v)
            .Wrong("sign_flip", Fixed(-units, places), -v)
            .Wrong("complement", Tex.Decimal(1 - value.Decimal), 1 - v)
            .Wrong("rounded", $"{Math.Round(v)}", Math.Round(v))
            .Wrong("point_lost", $"{units}", units)
            .Wrong("point_as_comma_pair", $"({text.Replace(".", ", ", StringComparison.Ordinal)})")
            .Wrong("digit_added", text + "1", v + (Math.Sign(v) * 0.1 / scale))
            .Wrong("squared", Tex.Pow($"({text})", 2), v * v)
            .Wrong("extra_answer", $@"{text} \text{{ or }} {Fixed(units + scale, places)}")
            .Wrong("repeating", $@"{text[..^1]}\overline{{{text[^1]}}}", v + (v / Math.Abs(v) * Math.Abs(units % 10) / 9.0 / scale));
        return Math.Abs(v) < 1 ? problem.Right("no_leading_zero", text.Replace("0.", ".", StringComparison.Ordinal), v) : problem;
    }

    /// <summary>A decimal so small that rounding to a fixed number of places loses it.</summary>
    public static Problem SmallDecimal(Draw draw)
    {
        var (digit, zeros) = (draw.Int(1, 8), draw.Int(5, 11));
        string Small(int leading, int count) => "0." + new string('0', count) + leading;
        var v = digit * Math.Pow(10, -zeros - 1);
        return new Problem("small_decimal", Small(digit, zeros), v) { IsSingle = true }
            .Right("same", Small(digit, zeros), v)
            .Right("scientific", $@"{digit} \times 10^{{-{zeros + 1}}}", v)
            .Right("e_notation", $"{digit}e-{zeros + 1}", v, Shape.Plain)
            .Right("fraction", Tex.Frac(digit, "1" + new string('0', zeros + 1)), v)
            .Right("trailing_zeros", Small(digit, zeros) + "0", v)
            .Wrong("digit_off", Small(digit + 1, zeros), (digit + 1) * Math.Pow(10, -zeros - 1))
            .Wrong("zero_lost", Small(digit, zeros - 1), v * 10)
            .Wrong("zero_added", Small(digit, zeros + 1), v / 10)
            .Wrong("zero", "0")
            .Wrong("sign_flip", "-" + Small(digit, zeros), -v)
            .Wrong("exponent_off", $@"{digit} \times 10^{{-{zeros}}}", v * 10);
    }

    private static string CommaAsPoint(string grouped)
    {
        var comma = grouped.IndexOf(',', StringComparison.Ordinal);
        return grouped[..comma] + "." + grouped[(comma + 1)..].Replace(",", "", StringComparison.Ordinal);
    }

    private static string Fullwidth(int n) => new([.. $"{n}".Select(digit => (char)(digit - '0' + '\uFF10'))]);

    private static string Fixed(long units, int places) =>
        (units / (decimal)Math.Pow(10, places)).ToString("F" + places, System.Globalization.CultureInfo.InvariantCulture);
}
