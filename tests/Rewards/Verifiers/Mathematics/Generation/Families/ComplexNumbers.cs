namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>a + bi.</summary>
internal static class ComplexNumbers
{
    public static Problem Any(Draw draw)
    {
        var (a, b) = draw.Int(1, 5) switch
        {
            1 => (0, draw.NonZero(12)),
            2 => (draw.NonZero(150), draw.NonZero(90)),
            _ =>
            (draw.NonZero(12), draw.NonZero(9))
        };
        var (k, c, d) = (draw.Int(2, 5), draw.NonZero(4), draw.NonZero(4));
        var text = Print(a, b);
        var problem = new Problem("complex", text) { IsSingle = true }
            .Right("same", text)
            .Right("reordered", a == 0 ? $@"i \cdot {Tex.Guard($"{b}")}" : Tex.Sum(Imaginary(b), $"{a}"))
            .Right("no_space", text.Replace(" ", "", StringComparison.Ordinal))
            .Right("parenthesised", Tex.LeftRight(text))
            .Right("z_equals", $"z = {text}")
            .Right("i_factor", $@"-i\left({Tex.Sum($"{-b}", Imaginary(a)).Replace(" + 0i", "", StringComparison.Ordinal)}\right)")
            .Right("cdot_i", a == 0 ? $@"{b} \cdot i" : Tex.Sum($"{a}", $@"{b} \cdot i"))
            .Right("i_before", a == 0 ? $"i({b})" : Tex.Sum($"{a}", (b < 0 ? "-" : "") + $"i{Math.Abs(b)}"))
            .Right("root_of_minus_one", Tex.Sum($"{a}", Tex.Times(b, @"\sqrt{-1}")))
            .Right("root_of_negative", Tex.Sum($"{a}", (b < 0 ? "-" : "") + Tex.Sqrt(-b * b)))
            .Right("over_common", Tex.Frac(Print(k * a, k * b), k))
            .Right("split", Tex.Sum(Print(a - c, b - d), $"({Print(c, d)})"))
            .Right("quotient", Tex.Frac(Print((a * c) - (b * d), (a * d) + (b * c)), Print(c, d)))
            .Right("i_cubed", Tex.Sum($"{a}", Tex.Times(-b, "i^3")))
            .Right("negated_twice", $"-({Print(-a, -b)})")
            .Right("roman_i", text.Replace("i", @"\mathrm{i}", StringComparison.Ordinal))
            .Right("plain", text, Shape.Plain)
            .Right("plain_star", a == 0 ? $"{b}*i" : $"{a}{(b < 0 ? "-" : "+")}{Math.Abs(b)}*i", Shape.Plain)
            .Wrong("conjugate", Print(a, -b))
            .Wrong("one_off", Print(a, b + 1))
            .Wrong("real_off", Print(a + 1, b))
            .Wrong("plain_off", Print(a + 1, b), Shape.Plain)
            .Wrong("negated", Print(-a, -b))
            .Wrong("i_lost", $"{a + b}")
            .Wrong("i_squared", Tex.Sum($"{a}", $"{b}i^2"))
            .Wrong("imaginary_only_number", $"{b}")
            .Wrong("scaled", Print(2 * a, 2 * b))
            .Wrong("pair", $"({a}, {b})")
            .Wrong("modulus", Tex.Sqrt((a * a) + (b * b)))
            .Wrong("both_conjugates", $@"{a} \pm {Imaginary(Math.Abs(b))}")
            .Wrong("letter", text.Replace("i", "x", StringComparison.Ordinal));
        if (a != 0)
        {
            _ = problem.Wrong("real_part_only", $"{a}").Wrong("imaginary_part_only", Imaginary(b)).Wrong("real_sign", Print(-a, b));
            if (a != b)
                _ = problem.Wrong("swapped", Print(b, a));
        }

        return problem;
    }

    private static string Imaginary(int b) => Tex.Times(b, "i");

    private static string Print(int a, int b) => (a, b) switch
    {
        (_, 0) => $"{a}",
        (0, _) => Imaginary(b),
        _ => Tex.Sum($"{a}", Imaginary(b)),
    };
}
