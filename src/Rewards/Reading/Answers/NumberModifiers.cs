using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Denials;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Answers;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// Words and marks beside a number that make another value of it, marked or not: "twice 42", "at least 42", "42 squared", "42 (mod 5)",
/// "anything but 42". Those that only turn its sign ("minus 42") are told apart.
/// </summary>
internal static partial class NumberModifiers
{
    private static readonly LinearPattern s_before = new(Before());
    private static readonly LinearPattern s_signs = new(Signs());
    private static readonly LinearPattern s_foreign = new(Foreign());
    private static readonly LinearPattern s_after = new(After());
    private static readonly LinearPattern s_decimal = new(Decimal());
    private static readonly LinearPattern s_minus = new(Minus());

    /// <summary>Whether the number is an operand, a bound or what is left out.</summary>
    /// <param name="before">What stands before it, no more than is about it.</param>
    /// <param name="after">What stands after it and its scale.</param>
    internal static bool Change(string before, string after) =>
        s_before.IsMatch(before) || s_signs.IsMatch(before) || s_foreign.IsMatch(before) || s_after.IsMatch(after)
        || ForeignDenials.Before(before) || ForeignDenials.After(after);

    /// <summary>Whether the word before it makes it negative; null where that word subtracts it from something.</summary>
    internal static bool? IsNegated(string before)
    {
        if (s_minus.Match(before) is not { Success: true } minus)
            return false;
        var rest = before.AsSpan(0, minus.Index).TrimEnd(" $\\({*");
        return rest.IsEmpty || !(char.IsDigit(rest[^1]) || rest[^1] is ')' or '}' or '%') ? true : null;
    }

    /// <summary>Whether the words before it make decimals of it: "zero point 42", "point 42".</summary>
    internal static bool AreDecimals(string before) => s_decimal.IsMatch(before);

    private const string Opening = @"[\s$\\({*""'\u201C\u20AC\u00A3]*\z";

    private const string Multiples =
        @"twice|thrice|double|triple|quadruple|half|(half|thirds?|quarters?|fourths?|fifths?|sixths?|tenths?|multiple|factor|fraction|percent|%) of"
        + @"|times|multiplied by|divided by|divided into|over|(square|cube|power|root|log|logarithm|factorial|reciprocal|inverse|negative|opposite"
        + @"|negation|square root|absolute value|double|triple|remainder|complement) of|squared|modulo|mod|log|ln|sqrt|base[\s-]+\w{1,12}\W{0,3}";

    private const string Bounds =
        @"at least|at most|no (more|less|fewer) than|not (more|less|fewer) than|(more|less|fewer|greater|larger|smaller|bigger|higher|lower|other) than"
        + @"|(greater|less) than or equal to|under|above|below|up to|beyond|within|exceed(s|ing)?|(minimum|maximum) of|between(\s+\S{1,20})?\s+and";

    private const string Exceptions =
        @"except( for)?|excluding|besides|apart from|aside from|save for|(anything|everything|nothing|all|any|any number|every number) but"
        + @"|rather than|instead of|without";

    private const string Points = @"(\d|one|two|three|four|five|six|seven|eight|nine|ten)\s+point";

    [GeneratedRegex(@"\b(" + Multiples + "|" + Bounds + "|" + Exceptions + "|" + Points + @"|no\s)" + Opening, PatternOptions.AnyCase)]
    private static partial Regex Before();

    // A sign of comparison that is no arrow, a root, plus or minus; "!=" too.
    [GeneratedRegex(@"((\A|[^-=])>=?|<=?|!=|=/=|\d\s*[+\u00D7\u00F7]|\d\s+\*\s"
        + @"|[\u2264\u2265\u2260\u00B1\u2213\u221A\u221B\u221C\u00AC\u2A7D\u2A7E]|\\(pm|mp|neq?|leq?|geq?|lt|gt"
        + @"|sqrt))" + Opening, PatternOptions.Exact)]
    private static partial Regex Signs();

    private const string ForeignMultiples =
        @"\b(doble|triple|mitad|tercio|cuarto|double|moiti\u00E9|tiers|quart|doppio|met\u00E0|metade|dobro|ra\u00EDz|racine)\s+(de|di|del|du)"
        + @"|\b(H\u00E4lfte|Doppelte|Dreifache|Drittel|Viertel|Wurzel)\s+(von|aus)|\bdoppelt\s+so\s+viel\s+wie"
        + @"|\b(\u043F\u043E\u043B\u043E\u0432\u0438\u043D[\u0430\u0443]|\u0443\u0434\u0432\u043E\u0435\u043D\u043D\u043E\u0435)"
        + @"|\u4E24\u500D\u7684|\u4E00\u534A\u7684";

    private const string ForeignBounds =
        @"\b(al\s+menos|como\s+m(\u00ED|\u00E1)(nimo|ximo)|a\s+lo\s+sumo|m\u00E1s\s+de|menos\s+de|mayor\s+(que|de)|menor\s+(que|de)|mindestens"
        + @"|h\u00F6chstens|mehr\s+als|weniger\s+als"
        + @"|gr\u00F6\u00DFer\s+als|kleiner\s+als|au\s+(moins|plus)|(plus|moins)\s+de|(sup|inf)\u00E9rieure?\s+\u00E0|almeno|al\s+massimo|(pi\u00F9"
        + @"|meno)\s+di|(pelo|no)\s+m(enos|\u00E1ximo)|mais\s+de"
        + @"|(ten|minst|h\u00F8jst|en)\s+(minste|meer\s+dan|az|\u00E7ok)|salvo|excepto|sauf|au\u00DFer|tranne|exceto|\u043A\u0440\u043E\u043C\u0435"
        + @"|\u043D\u0435\s+(\u043C\u0435\u043D\u0435\u0435|\u0431\u043E\u043B\u0435\u0435|\u043C\u0435\u043D\u044C\u0448\u0435"
        + @"|\u0431\u043E\u043B\u044C\u0448\u0435)|\u0431\u043E\u043B\u044C\u0448\u0435|\u043C\u0435\u043D\u044C\u0448\u0435"
        + @"|\u0431\u043E\u043B\u0435\u0435|\u043C\u0435\u043D\u0435\u0435|\u0431\u043E\u043B\u0435\u0435\s+\u0447\u0435\u043C)"
        + @"|(\u81F3\u5C11|\u81F3\u591A|\u6700\u591A|\u6700\u5C11|\u8D85\u8FC7|\u8D85\u904E|\u5927\u4E8E|\u5C0F\u4E8E|\u4E0D\u5230|\u591A\u4E8E"
        + @"|\u5C11\u4E8E|\u4E0D\u5C11\u4E8E|\u9664\u4E86|\u5C11\u306A\u304F\u3068\u3082|\u6700\u5927|\uC801\uC5B4\uB3C4|\uCD5C\uC18C|\uCD5C\uB300)";

    [GeneratedRegex("(" + ForeignMultiples + "|" + ForeignBounds + ")" + Opening, PatternOptions.AnyCase)]
    private static partial Regex Foreign();

    private const string Closing = @"\A[\s$)}\]*""'\u201D]*";

    private const string Number = @"([\d(\\$]|(one|two|three|four|five|six|seven|eight|nine|ten|a|the|something|x)\b)";

    private const string Powers =
        @"squared|cubed|factorial|choose\b|to the (power|\w{1,12} power|\w{1,12}\b)|raised to|al cuadrado|al cubo|au carr\u00E9|au cube|zum Quadrat"
        + @"|ao quadrado|al quadrato|\u0432 \u043A\u0432\u0430\u0434\u0440\u0430\u0442\u0435"
        + @"|\u7684\u5E73\u65B9|\u7684\u7ACB\u65B9|\u306E2\u4E57|\uC81C\uACF1";

    private const string Modulus = @"\(?\s*\\?[pb]?mod(ulo)?\b|\(?\s*(in |to )?base[\s-]";

    private const string Fractions = @"and (a|one|two|three|1|2|3)[\s-]*(half|thirds?|quarters?|fourths?)\b|(and\s+)?\d{1,3}/\d|point\s+(\d|zero|oh"
        + @"|one|two|three|four|five|six|seven|eight|nine)|[\u00BC-\u00BE\u2150-\u215E]";

    private const string Around =
        @"\u00B1|\+/-|\\pm|or (more|less|fewer|higher|greater|above|below|over|under|so|lower|larger|smaller)\b|and (up|above|over|below|under)\b"
        + @"|(at (least|most)|minimum|maximum)\b"
        + @"|(more|less|fewer|greater|larger|smaller|higher|lower) than\b|(o|oder|ou|of) (m\u00E1s|menos|mehr|weniger|plus|moins|mais|meer)\b"
        + @"|\u0438\u043B\u0438 (\u0431\u043E\u043B\u0435\u0435|\u0431\u043E\u043B\u044C\u0448\u0435|\u043C\u0435\u043D\u0435\u0435)"
        + @"|[\u4E2A\u4EBA\u6B21\u5143]?(\u4EE5\u4E0A|\u4EE5\u4E0B|\u4EE5\u5185|\u672A\u6E80|\u591A|\u4F59)|[\uAC00-\uD7AF]?\s?\uC774(\uC0C1|\uD558)";

    private const string Operations = @"(plus|minus|times|multiplied by|divided by|over|less|mal|por|fois|entre)\s+" + Number;

    [GeneratedRegex(Closing + "(" + Powers + "|" + Modulus + "|" + Fractions + "|" + Around + "|" + Operations + @")|\A\+(\W|\z)|\A(\.\.\.|\u2026)"
        + @"|\A\s?[\u00B2\u00B3\u00B9\u2070-\u207F\u2080-\u208E]|\A\s*\^|\A[xyznab]([^\p{L}]|\z)", PatternOptions.AnyCase)]
    private static partial Regex After();

    [GeneratedRegex(@"(\A\s*|\b(zero|nought|oh|0)\s+)point\s+\z", PatternOptions.AnyCase)]
    private static partial Regex Decimal();

    [GeneratedRegex(
        @"(\b(minus|negative|menos|moins|meno|negativo|n\u00E9gatif|\u043C\u0438\u043D\u0443\u0441|eksi)\s*|[\u8D1F\u8CA0]|\u30DE\u30A4\u30CA\u30B9"
            + @"|\uB9C8\uC774\uB108\uC2A4)" + Opening,
        PatternOptions.AnyCase)]
    private static partial Regex Minus();
}
