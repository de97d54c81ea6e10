using System.Collections.Frozen;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

/// <summary>The units that answers are given in, each as a multiple of a base unit.</summary>
internal static class UnitTable
{
    // dimension: names = numerator/denominator; "!" stands before names that only text may use, because a letter between dollar signs is a
    // variable
    private const string Table = """
        m: meter meters metre metres !m = 1
        m: millimeter millimeters mm = 1/1000
        m: centimeter centimeters centimetre centimetres cm = 1/100
        m: decimeter decimeters dm = 1/10
        m: kilometer kilometers kilometre kilometres km = 1000
        m: inch inches !in = 254/10000
        m: foot feet ft = 3048/10000
        m: yard yards yd = 9144/10000
        m: mile miles mi = 1609344/1000
        kg: kilogram kilograms kg kgs = 1
        kg: gram grams !g = 1/1000
        kg: milligram milligrams mg = 1/1000000
        kg: pound pounds lb lbs = 45359237/100000000
        kg: ounce ounces oz = 45359237/1600000000
        kg: ton tons = 1000
        s: second seconds sec secs !s = 1
        s: millisecond milliseconds ms = 1/1000
        s: minute minutes min mins = 60
        s: hour hours hr hrs !h = 3600
        s: day days = 86400
        s: week weeks = 604800
        month: month months = 1
        month: year years yr yrs = 12
        m^3: liter liters litre litres !L !l = 1/1000
        m^3: milliliter milliliters millilitre millilitres ml mL = 1/1000000
        m^3: centiliter centiliters cl cL = 1/100000
        m^3: deciliter deciliters dl dL = 1/10000
        m: nanometer nanometers nm = 1/1000000000
        m: micrometer micrometers = 1/1000000
        gal: gallon gallons = 1
        gal: quart quarts = 1/4
        gal: pint pints = 1/8
        gal: cup cups = 1/16
        $: dollar dollars usd USD = 1
        $: cent cents = 1/100
        eur: euro euros EUR = 1
        gbp: GBP = 1
        inr: rupee rupees = 1
        yen: yen = 1
        N: newton newtons !N = 1
        J: joule joules !J = 1
        J: kilojoule kilojoules kJ = 1000
        W: watt watts !W = 1
        W: kilowatt kilowatts kW = 1000
        V: volt volts !V = 1
        A: ampere amperes amp amps !A = 1
        ohm: ohm ohms = 1
        hz: hertz Hz = 1
        hz: kilohertz kHz = 1000
        Pa: pascal pascals Pa = 1
        mol: mole moles mol = 1
        K: kelvin kelvins !K = 1
        m s^-1: mph = 1609344/3600000
        m s^-1: kph kmh = 1000/3600
        unit: unit units = 1
        am: am AM = 1
        pm: pm PM = 1
        C: celsius Celsius = 1
        """;

    // before the table that lists them: static members are made in the order in which they stand
    internal static Unit Percent { get; } = new(UnitKind.Percent, "%", "", Rational.Of(1, 100));

    internal static Unit Degree { get; } = new(UnitKind.Degree, "degrees", "angle", Rational.One);

    internal static Unit Radian { get; } = new(UnitKind.Radian, "radians", "angle", Rational.One);

    private static readonly FrozenDictionary<string, Unit> s_units = Read();
    private static readonly FrozenSet<string> s_textOnly = Table.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Where(w => w[0] == '!').Select(w => w[1..]).ToFrozenSet();

    internal static Unit Dollar => s_units["dollar"];

    /// <summary>The unit of that name, as text may call it.</summary>
    internal static Unit? Find(string name) =>
        s_units.GetValueOrDefault(name) ?? (name.Length > 2 ? s_units.GetValueOrDefault(name.ToLowerInvariant()) : null);

    /// <summary>Whether these letters are a unit even where letters are variables.</summary>
    internal static bool IsLongName(string name) => !s_textOnly.Contains(name) && Find(name) is not null;

    private static FrozenDictionary<string, Unit> Read()
    {
        var units = new Dictionary<string, Unit>
        {
            ["percent"] = Percent,
            ["percentage"] = Percent,
            ["pct"] = Percent,
            ["degree"] = Degree,
            ["degrees"] = Degree,
            ["deg"] = Degree,
            ["radian"] = Radian,
            ["radians"] = Radian,
            ["rad"] = Radian,
        };
        foreach (var line in Table.Split('\n', StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var parts = line[(equals + 1)..].Trim().Split('/');
            var size = Rational.Of(long.Parse(parts[0]), parts.Length > 1 ? long.Parse(parts[1]) : 1);
            foreach (var name in line[(colon + 1)..equals].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                units[name.TrimStart('!')] = new Unit(UnitKind.Known, name.TrimStart('!'), line[..colon], size);
        }

        return units.ToFrozenDictionary();
    }
}
