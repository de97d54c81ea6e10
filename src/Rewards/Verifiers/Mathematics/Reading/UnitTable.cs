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
        m: meter meters metre metres метр метра метров м 米 公尺 Meter metros metro mètre mètres मीटर متر 미터 !m = 1
        m: millimeter millimeters mm мм 毫米 = 1/1000
        m: centimeter centimeters centimetre centimetres cm см сантиметр сантиметра = 1/100
        m: сантиметров 厘米 公分 Zentimeter centímetros centimètres सेमी سم 센티미터 = 1/100
        m: decimeter decimeters dm дм 分米 = 1/10
        m: kilometer kilometers kilometre kilometres km км километр километра километров 千米 公里 Kilometer kilómetros kilomètres किमी كم 킬로미터 = 1000
        m: inch inches !in = 254/10000
        m: foot feet ft = 3048/10000
        m: yard yards yd = 9144/10000
        m: mile miles mi = 1609344/1000
        kg: kilogram kilograms kg kgs кг килограмм килограмма килограммов 千克 公斤 Kilogramm kilogramos kilogrammes किलोग्राम كجم 킬로그램 = 1
        kg: gram grams г грамм грамма граммов 克 Gramm gramos grammes 그램 !g = 1/1000
        kg: milligram milligrams mg = 1/1000000
        kg: pound pounds lb lbs = 45359237/100000000
        kg: ounce ounces oz = 45359237/1600000000
        kg: ton tons т тонн тонны тонна 吨 Tonnen toneladas tonnes = 1000
        s: second seconds sec secs с сек секунд секунды секунда 秒 秒钟 Sekunden Sekunde segundos segundo secondes seconde 초 !s = 1
        s: millisecond milliseconds ms = 1/1000
        s: minute minutes min mins мин минут минуты минута 分钟 分鐘 Minuten Minute minutos minuto मिनट دقيقة 분 = 60
        s: hour hours hr hrs ч час часа часов 小时 小時 个小时 時間 Stunden Stunde horas hora heures heure घंटे ساعة 시간 !h = 3600
        s: day days день дня дней 天 日 Tage Tag días día dias jours jour दिन يوم أيام 일 = 86400
        s: week weeks неделя недели недель 周 星期 Wochen semanas semaines 주 = 604800
        month: month months месяц месяца месяцев 个月 Monate meses mois 개월 = 1
        month: year years yr yrs год года лет 年 岁 Jahre Jahr años año anos ans साल سنة 년 = 12
        m^3: liter liters litre litres л литр литра литров 升 Liter litros लीटर 리터 !L !l = 1/1000
        m^3: milliliter milliliters millilitre millilitres ml mL мл 毫升 = 1/1000000
        m^3: centiliter centiliters cl cL = 1/100000
        m^3: deciliter deciliters dl dL = 1/10000
        m: nanometer nanometers nm = 1/1000000000
        m: micrometer micrometers = 1/1000000
        gal: gallon gallons = 1
        gal: quart quarts = 1/4
        gal: pint pints = 1/8
        gal: cup cups = 1/16
        $: dollar dollars usd USD 美元 долларов доллара доллар dólares دولار डॉलर 달러 = 1
        $: cent cents = 1/100
        eur: euro euros EUR 欧元 евро = 1
        gbp: GBP = 1
        rub: руб рублей рубля рубль rubles ruble = 1
        yuan: yuan RMB 元 块 块钱 人民币 юаней = 1
        inr: rupee rupees рупий रुपये रुपए = 1
        yen: yen = 1
        N: newton newtons !N = 1
        J: joule joules !J = 1
        J: kilojoule kilojoules kJ = 1000
        W: watt watts !W = 1
        W: kilowatt kilowatts kW 千瓦 кВт = 1000
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

    /// <summary>Whether a text in Chinese begins with a unit whose first sign is also a numeral: \u5343\u514B, a kilogram.</summary>
    internal static bool StartsUnit(ReadOnlySpan<char> text) => text.Length > 1 && Find(text[..2].ToString()) is not null;

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
