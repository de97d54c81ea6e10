namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Numbers of something: percent, money, units, degrees.</summary>
internal static class Quantities
{
    private static readonly (string Short, string Long, string[] Others)[] Units =
    [
        ("cm", "centimeters", ["m", "mm", "cm^2", "inches"]), ("m", "meters", ["cm", "km", "m^2", "feet"]),
        ("km", "kilometers", ["m", "miles", "km^2"]),
        ("kg", "kilograms", ["g", "pounds", "tons"]), ("g", "grams", ["kg", "mg"]), ("ml", "milliliters", ["liters", "cl"]),
        ("hours", "hours", ["minutes", "seconds", "days"]), ("minutes", "minutes", ["hours", "seconds"]),
        ("inches", "inches", ["feet", "cm", "yards"]),
        ("feet", "feet", ["inches", "yards", "meters"]), ("mph", "miles per hour", ["km/h", "feet per second"]),
        ("days", "days", ["hours", "weeks"]),
        ("cents", "cents", ["dollars"]), ("cm^2", "square centimeters", ["cm", "m^2", "cm^3"]),
        ("cm^3", "cubic centimeters", ["cm^2", "m^3", "cm"]),
        ("m^2", "square meters", ["m", "m^3", "cm^2"]), ("seconds", "seconds", ["minutes", "hours"]), ("miles", "miles", ["km", "feet"]),
    ];

    public static Problem Percent(Draw draw)
    {
        var half = draw.Chance(25);
        var whole = draw.Int(2, 98);
        whole += whole == 50 ? 1 : 0;
        var p = half ? whole + 0.5m : whole;
        var share = new Rational((long)(p * 10), 1000);
        var text = Tex.Decimal(p);
        var gold = draw.Pick($@"{text}\%", $@"{text} \%", $@"{text}\%");
        return new Problem("percent", gold) { IsSingle = true }
            .Right("latex_sign", $@"{text} \%")
            .Right("thin_space", $@"{text}\,\%")
            .Right("plain_sign", $"{text}%", Shape.Plain)
            .Right("plain_spaced_sign", $"{text} %", Shape.Plain)
            .Right("words", $"{text} percent", Shape.Plain)
            .Right("text_percent", text + @"\text{ percent}")
            .Right("text_sign", text + @"\text{\%}")
            .Right("bare_number", text)
            .Right("plain_bare", text, Shape.Plain)
            .Right("as_decimal", Tex.Decimal(p / 100))
            .Right("plain_decimal", Tex.Decimal(p / 100), Shape.Plain)
            .Right("as_fraction", Tex.Of(share))
            .Right("decimal_point", $@"{Tex.Decimal(p)}{(half ? "0" : ".0")}\%")
            .Right("assign", $@"p = {text}\%")
            .Wrong("off_by_one", $@"{Tex.Decimal(p + draw.Sign())}\%")
            .Wrong("plain_off_by_one", $"{Tex.Decimal(p + draw.Sign())}%", Shape.Plain)
            .Wrong("off_bare", Tex.Decimal(p - 1))
            .Wrong("complement", $@"{Tex.Decimal(100 - p)}\%")
            .Wrong("negative", $@"-{text}\%")
            .Wrong("shifted", $@"{Tex.Decimal(p / 10)}\%")
            .Wrong("share_as_percent", $@"{Tex.Decimal(p / 100)}\%")
            .Wrong("times_hundred", Tex.Decimal(p * 100))
            .Wrong("tenth_as_decimal", Tex.Decimal(p / 1000))
            .Wrong("over_hundred_twice", Tex.Decimal(p / 10000))
            .Wrong("hundred_more", $@"{Tex.Decimal(p + 100)}\%")
            .Wrong("reciprocal", Tex.Of(1 / share))
            .Wrong("degrees", $@"{text}^\circ")
            .Wrong("dollars", $@"\${text}")
            .Wrong("extra_answer", $@"{text}\% \text{{ or }} {Tex.Decimal(p + 5)}\%");
    }

    public static Problem Money(Draw draw)
    {
        var cents = draw.Int(1, 3) switch { 1 => draw.Int(1, 99) * 100L, 2 => draw.Int(101, 9999), _ => draw.Int(1000, 99999) * 100L };
        var amount = cents / 100m;
        var fixedCents = amount.ToString("F2", System.Globalization.CultureInfo.InvariantCulture);
        var text = cents % 100 == 0 ? $"{cents / 100}" : fixedCents;
        var grouped = amount.ToString(cents % 100 == 0 ? "N0" : "N2", System.Globalization.CultureInfo.InvariantCulture);
        var off = cents % 100 == 0 ? $"{(cents / 100) + draw.Sign()}"
            : ((cents + draw.Sign()) / 100m).ToString("F2", System.Globalization.CultureInfo.InvariantCulture);
        return new Problem("money", draw.Chance(50) ? $@"\${grouped}" : $@"\${text}") { IsSingle = true }
            .Right("escaped", $@"\${text}")
            .Right("comma", $@"\${grouped}")
            .Right("bare", text)
            .Right("bare_comma", grouped)
            .Right("cents", $@"\${fixedCents}")
            .Right("bare_cents", fixedCents)
            .Right("dollars_text", text + @" \text{ dollars}")
            .Right("text_dollar", $@"\text{{\${text}}}")
            .Right("plain_dollars", $"{grouped} dollars", Shape.Plain)
            .Right("plain_sign", $"${grouped}", Shape.Plain)
            .Right("plain_bare", grouped, Shape.Plain)
            .Right("spaced", $@"\$\,{text}")
            .Right("assign", $@"x = \${text}")
            .Wrong("off_by_one", $@"\${off}")
            .Wrong("off_bare", off)
            .Wrong("plain_off", $"{off} dollars", Shape.Plain)
            .Wrong("negative", $@"-\${text}")
            .Wrong("shift", $@"\${Tex.Decimal(amount / 10)}")
            .Wrong("times_ten", $@"\${Tex.Decimal(amount * 10)}")
            .Wrong("cents_for_dollars", text + @" \text{ cents}")
            .Wrong("half", $@"\${Tex.Decimal(amount / 2)}")
            .Wrong("percent", text + @"\%")
            .Wrong("million", $@"\${text} \text{{ million}}")
            .Wrong("extra_answer", $@"\${text} \text{{ or }} \${off}");
    }

    public static Problem Unit(Draw draw)
    {
        var (abbreviation, name, others) = draw.Pick(Units);
        var tenths = draw.Chance(30) ? draw.Int(11, 99) : draw.Int(2, 400) * 10;
        tenths += tenths % 10 == 0 ? 0 : tenths % 10 == 5 ? 1 : 0;
        var (amount, text) = (tenths / 10m, Tex.Decimal(tenths / 10m));
        var other = draw.Pick(others);
        var problem = new Problem("unit", text
            + draw.Pick(In(@"\text{ @}", abbreviation), In(@" \text{ @}", abbreviation), In(@"\ \mathrm{@}", abbreviation)))
        { IsSingle = true }
            .Right("bare", text)
            .Right("plain_bare", text, Shape.Plain)
            .Right("text", text + In(@"\text{ @}", abbreviation))
            .Right("mathrm", text + In(@"\ \mathrm{@}", abbreviation))
            .Right("tilde", text + In(@"~\text{@}", abbreviation))
            .Right("thin_space", text + In(@"\,\text{@}", abbreviation))
            .Right("thin_mathrm", text + In(@"\,\mathrm{@}", abbreviation))
            .Right("textrm", text + In(@"\textrm{ @}", abbreviation))
            .Right("long_name", text + $@" \text{{ {name}}}")
            .Right("plain_words", $"{text} {name}", Shape.Plain)
            .Right("decimal", Tex.Decimal(amount) + (tenths % 10 == 0 ? ".0" : "0") + In(@" \text{ @}", abbreviation))
            .Right("assign", "x = " + text + In(@" \text{ @}", abbreviation))
            .Wrong("value_off", Tex.Decimal(amount + draw.Sign()) + In(@" \text{ @}", abbreviation))
            .Wrong("long_value_off", Tex.Decimal(amount + 1) + $@" \text{{ {name}}}")
            .Wrong("plain_value_off", $"{Tex.Decimal(amount + draw.Sign())} {name}", Shape.Plain)
            .Wrong("bare_off", Tex.Decimal(amount - 1))
            .Wrong("negative", "-" + text + In(@" \text{ @}", abbreviation))
            .Wrong("times_ten", Tex.Decimal(amount * 10) + In(@" \text{ @}", abbreviation))
            .Wrong("over_hundred", Tex.Decimal(amount / 100) + In(@" \text{ @}", abbreviation))
            .Wrong("half", Tex.Decimal(amount / 2) + In(@"\text{ @}", abbreviation))
            .Wrong("other_unit", text + In(@" \text{ @}", other))
            .Wrong("other_unit_mathrm", text + In(@"\ \mathrm{@}", other))
            .Wrong("percent", text + @"\%")
            .Wrong("extra_answer", text + In(@" \text{ @ or }", abbreviation) + Tex.Decimal(amount + 2) + In(@"\text{ @}", abbreviation));
        if (!other.Contains('^', StringComparison.Ordinal))
            _ = problem.Wrong("plain_other_unit", $"{text} {other}", Shape.Plain);
        if (abbreviation.Contains('^', StringComparison.Ordinal))
        {
            _ = problem.Right("unicode_power",
                $"{text} {abbreviation.Replace("^2", "²", StringComparison.Ordinal).Replace("^3", "³", StringComparison.Ordinal)}",
                Shape.Plain)
                .Right("power_in_text", text + $@"\text{{ {abbreviation}}}");
        }
        else if (abbreviation != name)
        {
            _ = problem.Right("plain_abbreviation", $"{text} {abbreviation}", Shape.Plain);
        }

        return problem;
    }

    public static Problem Degree(Draw draw)
    {
        var n = draw.Int(1, 175);
        n += n is 45 or 90 ? 1 : 0;
        return new Problem("degree", draw.Pick($@"{n}^\circ", $@"{n}^{{\circ}}", $@"{n}\text{{ degrees}}")) { IsSingle = true }
            .Right("braced", $@"{n}^{{\circ}}")
            .Right("unbraced", $@"{n}^\circ")
            .Right("decimal", $@"{n}.0^\circ")
            .Right("text_degrees", $@"{n} \text{{ degrees}}")
            .Right("degree_cmd", $@"{n}\degree")
            .Right("spaced", $@"{n} ^ \circ")
            .Right("base_braced", $@"{{{n}}}^{{\circ}}")
            .Right("bare", $"{n}")
            .Right("unicode", $"{n}°", Shape.Plain)
            .Right("plain_words", $"{n} degrees", Shape.Plain)
            .Right("plain_bare", $"{n}", Shape.Plain)
            .Right("assign", $@"x = {n}^\circ")
            .Right("sum", $@"{n + 5}^\circ - 5^\circ")
            .Wrong("negative", $@"-{n}^\circ")
            .Wrong("radians", $@"{n} \text{{ radians}}")
            .Wrong("plain_radians", $"{n} radians", Shape.Plain)
            .Wrong("supplement", $@"{180 - n}^\circ")
            .Wrong("complement", $@"{90 - n}^\circ")
            .Wrong("explement", $@"{360 - n}^\circ")
            .Wrong("off_by_one", $@"{n + draw.Sign()}^\circ")
            .Wrong("unicode_off", $"{n + draw.Sign()}°", Shape.Plain)
            .Wrong("bare_off", $"{n - 1}")
            .Wrong("power", $"{n}^0")
            .Wrong("minutes", n + @"\text{ minutes}")
            .Wrong("percent", $@"{n}\%")
            .Wrong("half", $@"{Tex.Decimal(n / 2m)}^\circ")
            .Wrong("extra_answer", $@"{n}^\circ \text{{ or }} {180 - n}^\circ");
    }

    // A unit into a form; an exponent stays outside the text command.
    private static string In(string form, string unit)
    {
        var caret = unit.IndexOf('^', StringComparison.Ordinal);
        return caret < 0 ? form.Replace("@", unit, StringComparison.Ordinal) : form.Replace("@", unit[..caret], StringComparison.Ordinal)
            + unit[caret..];
    }
}
