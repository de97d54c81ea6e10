namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Multiples of pi, and infinity.</summary>
internal static class Constants
{
    public static Problem Pi(Draw draw)
    {
        var factor = new Rational(draw.Int(1, 30) * (draw.Chance(15) ? -1 : 1), draw.Chance(75) ? draw.Int(2, 12) : 1);
        factor = factor == 1 ? 2 : factor;
        var (k, d) = (Math.Abs(factor.Top), factor.Bottom);
        var sign = factor.Top < 0 ? "-" : "";
        var v = factor.Value * Math.PI;
        string Over(string numerator) => sign + (d == 1 ? numerator : Tex.Frac(numerator, d));
        var top = Tex.Times(k, @"\pi");
        var s = draw.Int(2, 5);
        var off = factor + (d == 1 ? 1 : new Rational(1, draw.Chance(50) ? 1 : d));
        return new Problem("pi", Over(top), v) { IsSingle = true }
            .Right("frac", Over(top), v)
            .Right("spaced", (sign + Tex.Of(new(k, d)) + @"\pi").Replace("1\\pi", k == 1 && d == 1 ? "\\pi" : "1\\pi",
                StringComparison.Ordinal), v)
            .Right("pi_first", @"\pi \cdot " + Tex.Guard(Tex.Of(factor)), v)
            .Right("times", $@"{Tex.Of(factor)} \times \pi", v)
            .Right("slash", sign + top + (d == 1 ? "/1" : $"/{d}"), v)
            .Right("unicode", $"{sign}{(k == 1 ? "" : $"{k}")}π{(d == 1 ? "" : $"/{d}")}", v, Shape.Plain)
            .Right("plain_pi", $"{sign}{k}*pi{(d == 1 ? "" : $"/{d}")}", v, Shape.Plain)
            .Right("unreduced", sign + Tex.Frac(Tex.Times(k * s, @"\pi"), d * s), v)
            .Right("sum", Tex.Sum(Tex.Times(factor - 1, @"\pi").Replace("0\\pi", "0 \\cdot \\pi", StringComparison.Ordinal), @"\pi"), v)
            .Right("dfrac", sign + (d == 1 ? top : Tex.Fraction("dfrac", top, d)), v)
            .Right("assign", $"A = {Over(top)}", v)
            .Right("long_decimal", Tex.Rounded(v, 10), v)
            .Right("braced", Over($@"{k}{{\pi}}"), v)
            .Wrong("off", Tex.Of(off) + @"\pi", off.Value * Math.PI)
            .Wrong("pi_lost", Tex.Of(factor), factor.Value)
            .Wrong("pi_squared", Over($@"{k}\pi^2"), v * Math.PI)
            .Wrong("inverted", sign + Tex.Frac(d, top), 1 / v)
            .Wrong("factor_inverted", Tex.Of(1 / factor) + @"\pi", Math.PI / factor.Value)
            .Wrong("pi_in_denominator", sign + Tex.Frac(k, Tex.Times(d, @"\pi")), factor.Value / Math.PI)
            .Wrong("sign_flip", sign == "-" ? Over(top)[1..] : "-" + Over(top), -v)
            .Wrong("added", Tex.Sum(Tex.Of(factor), @"\pi"), factor.Value + Math.PI)
            .Wrong("doubled", Tex.Of(2 * factor) + @"\pi", 2 * v)
            .Rough("rounded_decimal", Tex.Rounded(v, 3))
            .Wrong("school_pi", sign + Tex.Frac($@"{k} \cdot 3.14", d), factor.Value * 3.14)
            .Wrong("twenty_two_sevenths", Tex.Of(factor * new Rational(22, 7)), factor.Value * 22 / 7)
            .Wrong("degrees", $@"{Tex.Of(factor)}^\circ")
            .Wrong("unicode_off", $"{sign}{k + 1}π{(d == 1 ? "" : $"/{d}")}", Math.Sign(v) * (k + 1) * Math.PI / d, Shape.Plain)
            .Wrong("plain_pi_lost", Tex.Slash(factor), factor.Value, Shape.Plain)
            .Wrong("extra_answer", $@"{Over(top)} \text{{ or }} {Tex.Of(off)}\pi");
    }

    public static Problem Infinity(Draw draw)
    {
        var isNegative = draw.Chance(35);
        var (gold, other) = isNegative ? (@"-\infty", @"\infty") : (@"\infty", @"-\infty");
        var sign = isNegative ? "-" : "";
        var problem = new Problem("infinity", gold) { IsSingle = true }
            .Right("same", gold)
            .Right("unicode", sign + "∞")
            .Right("plain_unicode", sign + "∞", Shape.Plain)
            .Right("spaced", isNegative ? @"- \infty" : @"\infty ")
            .Right("assign", $"L = {gold}")
            .Right("braced", isNegative ? @"-{\infty}" : @"{\infty}")
            .Wrong("negative", other)
            .Wrong("zero", "0")
            .Wrong("one", draw.Pick("1", "-1", "10", "100"))
            .Wrong("large", sign + Tex.Pow(10, draw.Int(6, 20)))
            .Wrong("interval", @"(0, \infty)")
            .Wrong("other_interval", @"(-\infty, \infty)")
            .Wrong("does_not_exist", Tex.Text("does not exist"))
            .Wrong("undefined", Tex.Text("undefined"))
            .Wrong("both", @"\pm \infty")
            .Wrong("reciprocal", Tex.Frac(1, @"\infty"))
            .Wrong("plain_zero", "0", Shape.Plain)
            .Wrong("plain_other", isNegative ? "∞" : "-∞", Shape.Plain);
        return isNegative ? problem : problem.Right("plus", @"+\infty").Right("plain_plus", "+∞", Shape.Plain);
    }
}
