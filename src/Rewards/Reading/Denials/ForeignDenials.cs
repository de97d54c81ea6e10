using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Denials;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// How other languages than English say, right before or right after a value, that it is not the one: "no es 7", "7 ist falsch",
/// "7 de\u011Fil". "Not 8 but 7" denies the 8, which is further away.
/// </summary>
internal static partial class ForeignDenials
{
    private static readonly LinearPattern s_before = new(BeforeValue());
    private static readonly LinearPattern s_after = new(AfterValue());

    /// <summary>Whether what ends right before a value denies it.</summary>
    internal static bool Before(ReadOnlySpan<char> before)
    {
        var text = before.TrimEnd(Openings);
        var start = text.Length;
        while (start > 0 && char.IsLetter(text[start - 1]))
            start--;
        var word = text[start..];
        if (word.IsEmpty || (Ascii.IsValid(word) && !s_lastWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)))
            return false;
        return s_before.IsMatch(before);
    }

    private const string Openings = " \n\r\t$\\([{*\"\u00AB\u201C";

    // What a denial in Latin letters may end in.
    private static readonly FrozenSet<string> s_lastWords = new[]
    {
        "es", "son", "a", "vale", "ser", "nunca", "sono", "essere", "este", "pas", "de", "du", "le", "la", "jamais", "nicht", "kein", "keine", "niemals", "nie",
        "niet", "geen", "ikke", "inte", "ekki", "gleich", "jest", "wynosi", "ole", "bukan", "bukanlah",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether what begins right after a value denies it.</summary>
    internal static bool After(ReadOnlySpan<char> after)
    {
        var at = 0;
        while (at < after.Length && (char.IsWhiteSpace(after[at]) || after[at] is '$' or ')' or ']' or '}' or '*' or '"' or '\u00BB' or '\u201D'))
            at++;
        return at < after.Length && char.IsLetter(after[at]) && s_after.IsMatch(after);
    }

    // emphasis, brackets and what opens a formula, but no comma: "no, 7" says 7
    private const string Opening = @"[\s$\\(\[{*""\u00AB\u201C]*\z";

    // Spanish, Portuguese, Catalan, Italian, Romanian
    private const string Romance =
        @"\bno\s+(es|son|es\s+igual\s+a|vale|puede\s+ser|ser\u00EDa|ha\s+de\s+ser|\u00E9s)|\bnunca(\s+es)?|\bn\u00E3o\s+(\u00E9|s\u00E3o|vale"
        + @"|pode\s+ser|\u00E9\s+igual\s+a)"
        + @"|\bnon\s+(\u00E8|sono|vale|pu\u00F2\s+essere)|\bnu\s+este";

    // French: "n'est pas", "ne vaut pas", "pas"
    private const string French = @"\bpas(\s+(\u00E9gale?\s+\u00E0|de|du|le|la))?|\bjamais";

    private const string Germanic = @"\b(nicht|kein|keine|niemals|nie|niet|geen|ikke|inte|ekki)(\s+gleich)?";

    // Russian, Ukrainian, Polish, Czech, Finnish, Greek
    private const string Eastern =
        @"\b\u043D\u0435(\s+(\u0440\u0430\u0432(\u0435\u043D|\u043D\u0430|\u043D\u043E|\u043D\u044B)|\u044F\u0432\u043B\u044F\u0435\u0442\u0441\u044F"
        + @"|\u0434\u043E\u0440\u0456\u0432\u043D\u044E\u0454|\u0454))?"
        + @"|\bnie\s+jest|\bnie\s+wynosi|\bnen\u00ED|\bei\s+ole|\b\u03B4\u03B5\u03BD\s+\u03B5\u03AF\u03BD\u03B1\u03B9";

    // Arabic, Hebrew, Indonesian, Vietnamese, Thai
    private const string Southern =
        @"\u0644\u064A\u0633(\u062A)?|\u0644\u0627 \u064A\u0633\u0627\u0648\u064A|\u05DC\u05D0|\u05D0\u05D9\u05E0(\u05D5|\u05D4)|\bbukan(lah)?"
        + @"|\bkh\u00F4ng\s+ph\u1EA3i(\s+l\u00E0)?|\u0E44\u0E21\u0E48\u0E43\u0E0A\u0E48";

    private const string Chinese = @"(\u4E0D|\u5E76\u975E|\u975E|\u5E76\u4E0D)(\u662F|\u7B49\u4E8E|\u7B49\u65BC|\u4E3A|\u70BA|\u7B49"
        + @"|\u53EF\u80FD\u662F|\u5E94\u8BE5\u662F|\u5E94\u662F)?";

    // closing marks, a counter or a unit of one word
    private const string Closing = @"\A[\s$)\]}*""\u00BB\u201D]*";

    private const string Wrong =
        @"(is|ist|w\u00E4re|est|serait|es|\u00E9|\u00E8|sar\u00EDa|to|jest|\u044D\u0442\u043E|is|\u00E4r|er)\s+"
        + @"(falsch|nicht|unm\u00F6glich|faux|fausse|incorrecte?|impossible|falso|incorrecto|incorreto|errado|sbagliato|errato|pas|\u00E4r\s+fel|fout"
        + @"|onjuist|fel|forkert|galt|niepoprawn[ea]|b\u0142\u0119dn[ea])";

    private const string IsNot =
        @"no\s+(es|son)\b|n['\u2019]est\s+pas|ne\s+(convient|vaut)\s+pas|n\u00E3o\s+\u00E9|non\s+\u00E8"
        + @"|\u043D\u0435\s+(\u044F\u0432\u043B\u044F\u0435\u0442\u0441\u044F|\u043F\u043E\u0434\u0445\u043E\u0434\u0438\u0442"
        + @"|\u043E\u0442\u0432\u0435\u0442)|\u043D\u0435\u0432\u0435\u0440\u043D|\u043D\u0435\u043F\u0440\u0430\u0432\u0438\u043B\u044C\u043D"
        + @"|nie\s+jest|de\u011Fil|nahi|\u0928\u0939\u0940\u0902|\u0646\u06CC\u0633\u062A";

    private const string Eastwards =
        @"(\u3067\u306F|\u3058\u3083|\u3067)(\u306A\u3044|\u3042\u308A\u307E\u305B\u3093|\u306A\u304F)|\u306F(\u9593\u9055\u3044|\u8AA4\u308A)"
        + @"|[\uAC00-\uD7AF]?\s?(\uC544\uB2C8|\uC544\uB2CC|\uC544\uB2D9|\uD2C0\uB838|\uD2C0\uB9B0|\uC624\uB2F5)"
        + @"|(\u8FD9|\u8BE5|\u90A3)?(\u4E0D\u662F|\u4E0D\u5BF9|\u4E0D\u6B63\u786E|\u662F\u9519|\u9519\u4E86|\u662F\u932F|\u662F\u4E0D)";

    [GeneratedRegex(
        "(" + Romance + "|" + French + "|" + Germanic + "|" + Eastern + "|" + Southern + "|" + Chinese + ")" + Opening, PatternOptions.AnyCase)]
    private static partial Regex BeforeValue();

    [GeneratedRegex(Closing + "(" + Wrong + "|" + IsNot + "|" + Eastwards + ")", PatternOptions.AnyCase)]
    private static partial Regex AfterValue();
}
