using System.Collections.Frozen;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>Words and letters behind a number that say how many of it there are: 5 million, 5k, 5 dozen, 5 percent, 5\u4E07.</summary>
internal static class NumberScales
{
    // A longer word is none of these.
    private const int LongestWord = 12;

    private static readonly FrozenDictionary<string, long> s_words = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase)
    {
        ["dozen"] = 12,
        ["dozens"] = 12,
        ["gross"] = 144,
        ["hundred"] = 100,
        ["hundreds"] = 100,
        ["thousand"] = 1000,
        ["thousands"] = 1000,
        ["k"] = 1000,
        ["grand"] = 1000,
        ["lakh"] = 100_000,
        ["lakhs"] = 100_000,
        ["lac"] = 100_000,
        ["crore"] = 10_000_000,
        ["crores"] = 10_000_000,
        ["million"] = 1_000_000,
        ["millions"] = 1_000_000,
        ["mn"] = 1_000_000,
        ["mil"] = 1_000_000,
        ["mio"] = 1_000_000,
        ["mln"] = 1_000_000,
        ["billion"] = 1_000_000_000,
        ["billions"] = 1_000_000_000,
        ["bn"] = 1_000_000_000,
        ["bln"] = 1_000_000_000,
        ["trillion"] = 1_000_000_000_000,
        ["trillions"] = 1_000_000_000_000,
        ["tausend"] = 1000,
        ["Millionen"] = 1_000_000,
        ["Milliarde"] = 1_000_000_000,
        ["Milliarden"] = 1_000_000_000,
        ["mille"] = 1000,
        ["milliard"] = 1_000_000_000,
        ["milliards"] = 1_000_000_000,
        ["mill\u00F3n"] = 1_000_000,
        ["millones"] = 1_000_000,
        ["milh\u00E3o"] = 1_000_000,
        ["milh\u00F5es"] = 1_000_000,
        ["milione"] = 1_000_000,
        ["milioni"] = 1_000_000,
        ["miliardi"] = 1_000_000_000,
        ["miljoen"] = 1_000_000,
        ["docena"] = 12,
        ["docenas"] = 12,
        ["Dutzend"] = 12,
        ["douzaine"] = 12,
        ["douzaines"] = 12,
        ["\u0442\u044B\u0441\u044F\u0447"] = 1000,
        ["\u0442\u044B\u0441\u044F\u0447\u0438"] = 1000,
        ["\u0442\u044B\u0441"] = 1000,
        ["\u043C\u043B\u043D"] = 1_000_000,
        ["\u043C\u0438\u043B\u043B\u0438\u043E\u043D\u0430"] = 1_000_000,
        ["\u043C\u0438\u043B\u043B\u0438\u043E\u043D\u043E\u0432"] = 1_000_000,
        ["\u043C\u043B\u0440\u0434"] = 1_000_000_000,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // In capitals only: m is a metre.
    private static readonly FrozenDictionary<char, long> s_capitals = new Dictionary<char, long>
    {
        ['M'] = 1_000_000,
        ['B'] = 1_000_000_000,
        ['T'] = 1_000_000_000_000,
    }.ToFrozenDictionary();

    // Chinese, Japanese and Korean, glued to what is counted.
    private static readonly FrozenDictionary<char, long> s_ideographs = new Dictionary<char, long>
    {
        ['\u767E'] = 100,
        ['\u5343'] = 1000,
        ['\uCC9C'] = 1000,
        ['\u4E07'] = 10_000,
        ['\u842C'] = 10_000,
        ['\uB9CC'] = 10_000,
        ['\u4EBF'] = 100_000_000,
        ['\u5104'] = 100_000_000,
        ['\uC5B5'] = 100_000_000,
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> s_percents = new[]
    {
        "percent", "percents", "percentage", "pct", "Prozent", "percento", "pourcent", "procent", "procenten", "prosent", "y\u00FCzde", "persen",
        "\u043F\u0440\u043E\u0446\u0435\u043D\u0442", "\u043F\u0440\u043E\u0446\u0435\u043D\u0442\u0430",
        "\u043F\u0440\u043E\u0446\u0435\u043D\u0442\u043E\u0432",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // "per cent", "por ciento", "pour cent", "por cento", "per cento"
    private static readonly string[] s_perHundred = ["per cent", "por ciento", "pour cent", "por cento", "per cento"];

    /// <summary>The number times what follows it, and where that ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    internal static (ExactNumber Value, int End) Scaled(string text, FoundNumber number)
    {
        var (value, end) = (number.Value, number.End);
        // "5 hundred thousand"
        for (var i = 0; i < 2 && !value.IsPercent; i++)
        {
            if (At(text, end) is not { } scale)
                break;
            value = scale.Factor switch
            {
                0 => value with { IsPercent = true },
                < 0 => value with { Denominator = value.Denominator * -scale.Factor },
                _ => value with { Numerator = value.Numerator * scale.Factor },
            };
            end = scale.End;
        }

        return (value, end);
    }

    /// <summary>The factor of a word: 0 for percent, below 0 what to divide by.</summary>
    private static (long Factor, int End)? At(string text, int from)
    {
        var at = from;
        while (at < text.Length && at - from < 4 && text[at] is ' ' or '$' or '\\' or '-' or '~' or '\u00A0')
            at++;
        if (string.CompareOrdinal(text, at, "text{", 0, 5) == 0)
        {
            at += 5;
            while (at < text.Length && text[at] == ' ')
                at++;
        }

        if (at >= text.Length)
            return null;
        if (text[at] == '\u2030')
            return (-1000, at + 1);
        if (text[at] is '\uFF05' or '\u066A')
            return (0, at + 1);
        if (s_ideographs.TryGetValue(text[at], out var myriads))
            return (myriads, at + 1);
        foreach (var phrase in s_perHundred)
        {
            if (string.Compare(text, at, phrase, 0, phrase.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return (0, at + phrase.Length);
        }

        var end = at;
        while (end < text.Length && end - at <= LongestWord && char.IsLetter(text[end]))
            end++;
        if (end == at || end - at > LongestWord || (end < text.Length && char.IsDigit(text[end])))
            return null;
        var word = text.AsSpan(at, end - at);
        if (word.Length == 1 && s_capitals.TryGetValue(word[0], out var many))
            return at == from || word[0] == 'M' ? (many, end) : null;
        if (s_percents.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
            return (0, end);
        return s_words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var factor) ? (factor, end) : null;
    }
}
