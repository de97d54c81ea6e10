using System.Numerics;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Numbers in a notation of their own: other bases, powers of ten, ratios, plus-minus, sums with bounds.</summary>
internal static class Notations
{
    public static Problem BaseN(Draw draw)
    {
        var b = draw.Int(2, 9);
        var value = draw.Int(b + 1, b < 4 ? 120 : 2500);
        var digits = Digits(value, b);
        var otherBase = draw.Pick([.. new[] { 2, 3, 4, 5, 6, 7, 8, 9, 10 }.Where(one => one != b)]);
        var problem = new Problem("base_n", draw.Chance(50) ? $"{digits}_{b}" : $"{digits}_{{{b}}}") { IsSingle = true }
            .Right("unbraced", $"{digits}_{b}")
            .Right("braced", $"{digits}_{{{b}}}")
            .Right("spaced", $"{digits} _{{{b}}}")
            .Right("parens", $"({digits})_{{{b}}}")
            .Right("base_braced", $"{{{digits}}}_{{{b}}}")
            .Right("text_base", $@"{digits}_{{\text{{{b}}}}}")
            .Right("other_base_same_value", $"{Digits(value, otherBase)}_{{{otherBase}}}")
            .Right("left_right", $@"\left({digits}\right)_{b}")
            .Right("plain", $"{digits}_{b}", Shape.Plain)
            .Right("assign", $"N = {digits}_{{{b}}}")
            .Wrong("digit_off", $"{Digits(value + 1, b)}_{{{b}}}")
            .Wrong("plain_digit_off", $"{Digits(value + 1, b)}_{b}", Shape.Plain)
            .Wrong("digit_dropped", $"{digits[..^1]}_{{{b}}}")
            .Wrong("extra_zero", $"{digits}0_{{{b}}}")
            .Wrong("base_ten_digits", $"{digits}_{{10}}")
            .Wrong("other_base_off", $"{Digits(value + 1, otherBase)}_{{{otherBase}}}")
            .Wrong("doubled", $"{Digits(2 * value, b)}_{{{b}}}")
            .Wrong("sign_flip", $"-{digits}_{{{b}}}")
            .Wrong("power_for_base", $"{digits}^{{{b}}}");
        if (b < 9)
            _ = problem.Wrong("other_base", $"{digits}_{{{b + 1}}}").Wrong("plain_other_base", $"{digits}_{b + 1}", Shape.Plain);
        var reversed = new string([.. digits.Reverse()]);
        return reversed == digits ? problem : problem.Wrong("reversed", $"{reversed}_{{{b}}}");
    }

    public static Problem Scientific(Draw draw)
    {
        var hundredths = draw.Int(101, 999);
        var exponent = draw.Int(3, 23) * (draw.Chance(45) ? -1 : 1);
        exponent = exponent < -12 ? exponent + 10 : exponent;
        string Mantissa(int value, int shift = 0) => Tex.Decimal(value / 100m * (decimal)Math.Pow(10, shift));
        string Print(int value, int power, string times = @"\times") => $@"{Mantissa(value)} {times} 10^{{{power}}}";
        var text = Mantissa(hundredths);
        var problem = new Problem("scientific", Print(hundredths, exponent)) { IsSingle = true }
            .Right("same", Print(hundredths, exponent))
            .Right("cdot", Print(hundredths, exponent, @"\cdot"))
            .Right("no_space", $@"{text}\times10^{{{exponent}}}")
            .Right("shifted", $@"{Mantissa(hundredths, 1)} \times 10^{{{exponent - 1}}}")
            .Right("shifted_down", $@"{Mantissa(hundredths, -1)} \times 10^{{{exponent + 1}}}")
            .Right("shifted_two", $@"{hundredths} \times 10^{{{exponent - 2}}}")
            .Right("e_notation", $"{text}e{exponent}", Shape.Plain)
            .Right("capital_e", $"{text}E{(exponent > 0 ? "+" : "")}{exponent}", Shape.Plain)
            .Right("plain_caret", $"{text}*10^{(exponent < 0 ? $"({exponent})" : exponent)}", Shape.Plain)
            .Right("unicode_times", $"{text}×10^{(exponent < 0 ? $"({exponent})" : exponent)}", Shape.Plain)
            .Right("over_power", $@"\frac{{{text}}}{{10^{{{-exponent}}}}}")
            .Right("trailing_zero", $@"{text}0 \times 10^{{{exponent}}}".Replace($"{text}0 ", text.Contains('.', StringComparison.Ordinal)
                ? $"{text}0 " : $"{text}.0 ", StringComparison.Ordinal))
            .Right("assign", $"N = {Print(hundredths, exponent)}")
            .Wrong("exponent_off", Print(hundredths, exponent + draw.Sign()))
            .Wrong("exponent_sign", Print(hundredths, -exponent))
            .Wrong("mantissa_off", Print(hundredths == 999 ? 989 : hundredths + 10, exponent))
            .Wrong("last_digit_off", Print(hundredths - 1, exponent))
            .Wrong("power_lost", text)
            .Wrong("exponent_flat", $@"{text} \times 10{(exponent < 0 ? $" - {-exponent}" : exponent)}")
            .Wrong("plus_for_times", $"{text} + 10^{{{exponent}}}")
            .Wrong("sign_flip", "-" + Print(hundredths, exponent))
            .Wrong("power_alone", $"10^{{{exponent}}}")
            .Wrong("base_two", $@"{text} \times 2^{{{exponent}}}")
            .Wrong("e_off", $"{text}e{exponent + 1}", Shape.Plain)
            .Wrong("natural_e", $"{text}e^{{{exponent}}}")
            .Wrong("point_lost", $@"{hundredths} \times 10^{{{exponent}}}");
        if (exponent is > 2 and < 13)
        {
            var whole = (long)(hundredths * Math.Pow(10, exponent - 2));
            _ = problem.Right("written_out", $"{whole}").Right("written_out_commas", Tex.Grouped(whole, ","), Shape.Plain)
                .Wrong("zero_added", $"{whole}0").Wrong("zero_lost", $"{whole / 10}");
        }
        else if (exponent is < 0 and > -9)
        {
            _ = problem.Right("plain_decimal", Tex.Decimal(hundredths * (decimal)Math.Pow(10, exponent - 2)))
                .Wrong("zero_lost", Tex.Decimal(hundredths * (decimal)Math.Pow(10, exponent - 1)));
        }

        return problem;
    }

    public static Problem Ratio(Draw draw)
    {
        int[] parts;
        do
            parts = [.. Enumerable.Range(0, draw.Chance(75) ? 2 : 3).Select(_ => draw.Int(1, 20))];
        while (parts.Distinct().Count() < parts.Length || parts.Aggregate((x, y) => (int)Rational.Gcd(x, y)) > 1);
        var k = draw.Int(2, 6);
        var text = string.Join(":", parts);
        var off = parts.ToArray();
        off[draw.Int(0, off.Length - 1)] += 25;
        var problem = new Problem("ratio", text)
            .Right("same", text)
            .Right("colon_cmd", string.Join(@" \colon ", parts))
            .Right("spaced", string.Join(" : ", parts))
            .Right("plain", text, Shape.Plain)
            .Right("plain_spaced", string.Join(" : ", parts), Shape.Plain)
            .Right("braced_colon", string.Join("{:}", parts))
            .Right("text_to", string.Join(@" \text{ to } ", parts))
            .Right("scaled", string.Join(":", parts.Select(part => part * k)))
            .Wrong("off", string.Join(":", off))
            .Wrong("plain_off", string.Join(":", off), Shape.Plain)
            .Wrong("reversed", string.Join(":", parts.Reverse()))
            .Wrong("extra_part", text + ":" + draw.Int(1, 9))
            .Wrong("one_scaled", string.Join(":", [parts[0] * k, .. parts[1..]]))
            .Wrong("sum", $"{parts.Sum()}")
            .Wrong("squares", string.Join(":", parts.Select(part => part * part)))
            .Wrong("text_to_off", string.Join(@" \text{ to } ", off));
        return parts.Length == 2
            ? problem.Right("plain_to", string.Join(" to ", parts), Shape.Plain)
                .Wrong("plain_reversed", $"{parts[1]} to {parts[0]}", Shape.Plain)
                .Wrong("share_of_whole", Tex.Of(new(parts[0], parts[0] + parts[1])))
            : problem.Wrong("missing_part", string.Join(":", parts[..^1]));
    }

    public static Problem PlusMinus(Draw draw)
    {
        var (a, k, n) = (draw.Chance(35) ? 0 : draw.NonZero(12), draw.Int(1, 6), draw.Pick(1, 1, 2, 3, 5, 6, 7, 10));
        var d = a == 0 && n > 1 ? draw.Int(1, 5) : 1;
        k = d > 1 && k % d == 0 ? 1 : k;
        string Root(long factor, long under) => under == 1 ? $"{factor}" : Tex.Times(factor, Tex.Sqrt(under));
        string Part(long factor, long under) => d == 1 ? Root(factor, under) : Tex.Frac(Root(factor, under), d);
        var part = Part(k, n);
        string Both(string sign, string other) => a == 0 ? $@"{sign} {other}" : $@"{a} {sign} {other}";
        var (plus, minus) = a == 0 ? (part, "-" + part) : ($"{a} + {part}", $"{a} - {part}");
        var problem = new Problem("plus_minus", Both(@"\pm", part))
            .Right("same", Both(@"\pm", part))
            .Right("x_equals", "x = " + Both(@"\pm", part))
            .Right("mp", Both(@"\mp", part))
            .Right("unicode", Both("±", part))
            .Right("two_values", $"{plus}, {minus}")
            .Right("two_values_reordered", $"{minus}, {plus}")
            .Right("and", $@"{plus} \text{{ and }} {minus}")
            .Right("or", $@"x = {plus} \text{{ or }} x = {minus}")
            .Right("set", $@"\{{{minus}, {plus}\}}")
            .Right("no_space", Both(@"\pm", part).Replace(@"\pm ", @"\pm", StringComparison.Ordinal).Replace(@"\pm", n == 1 || k > 1
                || d > 1 ? @"\pm " : @"\pm", StringComparison.Ordinal))
            .Wrong("plus_only", plus)
            .Wrong("minus_only", minus)
            .Wrong("part_off", Both(@"\pm", Part(k + 1, n)))
            .Wrong("radicand_off", Both(@"\pm", Part(k, n == 1 ? 2 : n + 1)))
            .Wrong("off", $"{plus}, {minus} + 1")
            .Wrong("sign_of_first", $@"{a + 1} \pm {part}")
            .Wrong("doubled_part", Both(@"\pm", $@"2 \cdot {part}"))
            .Wrong("superset", $"{plus}, {minus}, 0, 99")
            .Wrong("same_twice", $"{plus}, {plus}")
            .Wrong("set_off", $@"\{{{minus}, {a + 50}\}}")
            .Wrong("interval", $@"[{minus}, {plus}]")
            .Wrong("imaginary", Both(@"\pm", part + "i"));
        if (a != 0)
        {
            _ = problem.Wrong("first_negated", $@"{-a} \pm {part}").Wrong("first_lost", $@"\pm {part}")
                .Right("parted", $@"x = {a} + {part} \text{{ or }} x = {a} - {part}");
            if (n > 1)
                _ = problem.Right("common_denominator", Tex.Frac($@"{2 * a} \pm {Root(2 * k, n)}", 2))
                    .Wrong("denominator_on_first_only", $@"{2 * a} \pm {part}");
        }

        return problem;
    }

    /// <summary>A sum or product with bounds, and its value.</summary>
    public static Problem BoundedSum(Draw draw)
    {
        var (from, length, a) = (draw.Int(0, 3), draw.Int(3, 12), draw.Int(1, 5));
        var to = from + length;
        var k = draw.Pick("k", "n", "j", "m");
        var isSquare = draw.Chance(40);
        long Term(int index) => isSquare ? (long)index * index : (a * index) + 1;
        string Body(string index) => isSquare ? $"{index}^2" : $"({Tex.Times(a, index)} + 1)";
        long Total(int low, int high) => Enumerable.Range(low, high - low + 1).Sum(Term);
        string Print(int low, int high, string body) => $@"\sum_{{{k}={low}}}^{{{high}}} {body}";
        var value = Total(from, to);
        var isValueGold = draw.Chance(50);
        return new Problem("bounded_sum", isValueGold ? $"{value}" : Print(from, to, Body(k)), value) { IsSingle = true }
            .Right("sum", Print(from, to, Body(k)), value)
            .Right("value", $"{value}", value)
            .Right("plain_value", $"{value}", value, Shape.Plain)
            .Right("terms", string.Join(" + ", Enumerable.Range(from, length + 1).Select(index => $"{Term(index)}")), value)
            .Right("limits", $@"\sum\limits_{{{k}={from}}}^{{{to}}} {Body(k)}", value)
            .Right("last_split_off", $"{Term(to)} + " + Print(from, to - 1, Body(k)), value)
            .Right("shifted_index", Print(from + 1, to + 1, isSquare ? $"({k}-1)^2" : $"({Tex.Times(a, $"({k}-1)")} + 1)"), value)
            .Right("assign", $"S = {value}", value)
            .Wrong("upper_off", Print(from, to + 1, Body(k)), Total(from, to + 1))
            .Wrong("lower_off", Print(from + 1, to, Body(k)), Total(from + 1, to))
            .Wrong("value_off", $"{value + draw.Sign()}")
            .Wrong("plain_value_off", $"{value + draw.Sign()}", Shape.Plain)
            .Wrong("term_off", Print(from, to, isSquare ? $"{k}^3" : $"({Tex.Times(a + 1, k)} + 1)"), isSquare ? value
                + Enumerable.Range(from, length + 1).Sum(i => (i * i * i) - (i * i)) : value + Enumerable.Range(from, length + 1).Sum())
            .Wrong("product", Print(from + 1, to, Body(k)).Replace(@"\sum", @"\prod", StringComparison.Ordinal),
                Enumerable.Range(from + 1, length).Aggregate(1.0, (p, i) => p * Term(i)))
            .Wrong("last_term", $"{Term(to)}", Term(to))
            .Wrong("doubled", $"2{Print(from, to, Body(k))}", 2 * value)
            .Wrong("mean", Tex.Of(new(value, length + 1)), value / (length + 1.0));
    }

    private static string Digits(BigInteger value, int b) => value < b ? $"{value}" : Digits(value / b, b) + $"{value % b}";
}
