using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>How other languages than English mark an answer, and what they say beside a value that makes it none.</summary>
internal static partial class ForeignMarks
{
    private static readonly SearchValues<char> s_closing = SearchValues.Create(" \n\r\t$*.)}");
    private static readonly LinearPattern s_withdrawal = new(Withdrawal());
    private static readonly LinearPattern s_after = new(After());

    // Nothing further away is about the value.
    private const int Reach = 60;

    // What each mark has: a text without any of these is not searched for them.
    private static readonly SearchValues<string> s_stems = SearchValues.Create(
        ["antwort", "ergebnis", "respuesta", "resultado", "resposta", "risposta", "risultato", "antwoord", "odp", "cevap", "svar", "jawaban"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text may have a mark.</summary>
    internal static bool MayMark(ReadOnlySpan<char> text) => !System.Text.Ascii.IsValid(text) || text.ContainsAny(s_stems);

    /// <summary>Words that mark an answer, with the verb or the sign that follows them.</summary>
    internal const string Pattern = @"\b(" + European + @")\b(\s+(" + Adjectives + @"))?\s*((" + Verbs + @")\b|\s?[:\uFF1A=])\s?[:\uFF1A]?"
        + @"|\b\u041E\u0442\u0432\u0435\u0442\s*[.\u2014-]|" + Eastern;

    private const string European =
        @"Antwort|L\u00F6sung|Ergebnis|r\u00E9ponse|r\u00E9sultat|respuesta|resultado|soluci\u00F3n|resposta|risposta|risultato|antwoord|odpowied\u017A|odp|cevap|yan\u0131t"
        + @"|\u043E\u0442\u0432\u0435\u0442|\u0432\u0456\u0434\u043F\u043E\u0432\u0456\u0434\u044C|svar|v\u00E1lasz|odpov\u011B\u010F|jawaban(nya)?|\u03B1\u03C0\u03AC\u03BD\u03C4\u03B7\u03C3\u03B7|\u0111\u00E1p \u00E1n|\u0111\u00E1p s\u1ED1|c\u00E2u tr\u1EA3 l\u1EDDi";

    private const string Adjectives = @"finale?|definitiva|correcta|correcte|richtige|finala|cu\u1ED1i c\u00F9ng|akhir(nya)?";

    private const string Verbs =
        @"ist|lautet|betr\u00E4gt|est|es|\u00E9|\u00E8|is|to|brzmi|\u0440\u0430\u0432\u0435\u043D|\u0440\u0430\u0432\u043D\u043E|l\u00E0|adalah|\u00E4r|er|je|\u03B5\u03AF\u03BD\u03B1\u03B9";

    // Chinese, Japanese, Korean, Hindi, Arabic
    private const string Eastern =
        @"\u7B54\u6848(\u662F|\u4E3A|\u70BA|\u7B49\u4E8E)?\s*[:\uFF1A]?|\u7B54\s*[:\uFF1A]|\u7B54\u3048?(\u306F|\s*[:\uFF1A])|\u89E3\u7B54(\u306F|\s*[:\uFF1A])"
        + @"|(\uC815\uB2F5|\uB2F5)(\uC740|\uB294|\s*[:\uFF1A])|\u0909\u0924\u094D\u0924\u0930(\s*\u0939\u0948|\s*[:\uFF1A])"
        + @"|(\u0627\u0644\u062C\u0648\u0627\u0628|\u0627\u0644\u0625\u062C\u0627\u0628\u0629)(\s+(\u0627\u0644\u0646\u0647\u0627\u0626\u064A\u0629?))?\s*(\u0647\u0648|\u0647\u064A|:)\s*:?";

    /// <summary>Whether what follows a value denies it, or offers another.</summary>
    internal static bool TakeBack(ReadOnlySpan<char> after) => after.IndexOfAnyExcept(s_closing) >= 0 && s_after.IsMatch(after[..Math.Min(Reach, after.Length)]);

    /// <summary>Whether the text after an answer begins by withdrawing it.</summary>
    internal static bool Withdraw(ReadOnlySpan<char> next) => s_withdrawal.IsMatch(next[..Math.Min(Reach, next.Length)]);

    // Up to three words right before a value; "no, 7" says 7.
    private static readonly FrozenSet<string> s_denying = Words(
        "\u043D\u0435|\u043D\u0435\u0442|\u043A\u0440\u043E\u043C\u0435|\u0431\u043E\u043B\u044C\u0448\u0435|\u043C\u0435\u043D\u044C\u0448\u0435|\u0431\u043E\u043B\u0435\u0435|\u043C\u0435\u043D\u0435\u0435|\u0441\u0432\u044B\u0448\u0435|\u043F\u043E\u0447\u0442\u0438|\u043C\u0438\u043D\u0443\u0441|\u043C\u0438\u043D\u0438\u043C\u0443\u043C|\u043C\u0430\u043A\u0441\u0438\u043C\u0443\u043C|\u043D\u0435\u0432\u0435\u0440\u043D\u043E"
        + "|nie|nie jest|ni\u017C|co najmniej|minus|nicht|kein|keine|niemals|mehr als|weniger als|mindestens|h\u00F6chstens|\u00FCber|fast|au\u00DFer|gr\u00F6\u00DFer als|kleiner als|bis zu"
        + "|niet|geen|meer dan|minder dan|ikke|inte|menos|moins|meno|no|no es|no son|nunca|m\u00E1s de|menos de|al menos|como m\u00E1ximo|como m\u00EDnimo|casi|excepto|mayor que|mayor a|menor que|menor a|hasta"
        + "|pas|plus de|moins de|au moins|au plus|sauf|presque|sup\u00E9rieur \u00E0|inf\u00E9rieur \u00E0|jusqu'\u00E0|n\u00E3o|n\u00E3o \u00E9|n\u00E3o s\u00E3o|mais de|pelo menos|no m\u00E1ximo|no m\u00EDnimo|quase|exceto|maior que|maior do que|menor do que"
        + "|non|non \u00E8|pi\u00F9 di|meno di|almeno|al massimo|quasi|tranne|la mitad de|la moiti\u00E9 de|el doble de|le double de"
        + "|\u0644\u064A\u0633|\u0644\u064A\u0633\u062A|\u0623\u0643\u062B\u0631 \u0645\u0646|\u0623\u0642\u0644 \u0645\u0646|\u0639\u0644\u0649 \u0627\u0644\u0623\u0642\u0644");

    // Chinese, Japanese and Korean, which part no words
    private static readonly string[] s_denyingEnds =
    [
        "\u4E0D", "\u4E0D\u662F", "\u4E0D\u7B49\u4E8E", "\u4E0D\u5230", "\u975E", "\u5927\u4E8E", "\u5C0F\u4E8E", "\u591A\u4E8E", "\u5C11\u4E8E", "\u8D85\u8FC7", "\u81F3\u5C11", "\u81F3\u591A", "\u6700\u591A",
        "\u6700\u5C11", "\u9664\u4E86", "\u8D1F", "\u4E00\u534A\u7684", "\u4E24\u500D\u7684", "\u5C11\u306A\u304F\u3068\u3082", "\u6700\u5927", "\uCD5C\uC18C", "\uCD5C\uB300",
    ];

    private static FrozenSet<string> Words(string words) => words.Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether what stands before a value denies it or makes a bound of it.</summary>
    internal static bool Deny(ReadOnlySpan<char> before)
    {
        var said = before.TrimEnd(" $\\(*\n\t");
        if (said.IsEmpty || !char.IsLetter(said[^1]))
            return false;
        if (!char.IsAscii(said[^1]))
        {
            foreach (var ending in s_denyingEnds)
            {
                if (said.EndsWith(ending))
                    return true;
            }
        }

        var lookup = s_denying.GetAlternateLookup<ReadOnlySpan<char>>();
        var start = said.Length;
        for (var words = 0; words < 3 && start > 0; words++)
        {
            start--;
            while (start > 0 && !char.IsWhiteSpace(said[start - 1]))
                start--;
            if (lookup.Contains(said[start..]))
                return true;
            while (start > 0 && char.IsWhiteSpace(said[start - 1]))
                start--;
        }

        return false;
    }

    // "50 oder mehr", "50 is wrong" after the verb
    private const string Behind =
        @"(\p{L}{1,12}\.?\s+)?(oder|o|ou|\u0438\u043B\u0438|\u6216\u8005?|\u307E\u305F\u306F|\uB610\uB294|\u0623\u0648|veya|ho\u1EB7c|lub|nebo|eller)\b"
        + @"|(ist|est|es|\u00E9|\u00E8|is)\s+(falsch|nicht|faux|fausse|incorrect\w*|falso|err\w+|fout|fel)|\u043D\u0435\s+(\u044F\u0432\u043B|\u0432\u0435\u0440\u043D|\u043F\u043E\u0434\u0445|\u043E\u0442\u0432)|\u043D\u0435\u0432\u0435\u0440\u043D"
        + @"|(\u0938\u0939\u0940 )?\u0928\u0939\u0940\u0902|[\uAC00-\uD7AF]{0,2}\s?(\uC544\uB2C8|\uC544\uB2CC|\uC544\uB2D9|\uD2C0\uB838)|\uC774(\uC0C1|\uD558)|(\u3067\u306F|\u3058\u3083)(\u306A|\u3042\u308A)|\u4EE5\u4E0A|\u4EE5\u4E0B|\u672A\u6E80|\u4E0D(\u662F|\u5BF9)|\u662F?\u9519|\u6216|\u3001\s*\d";

    private const string SecondThoughts =
        @"\u041D\u0435\u0442|\u041F\u043E\u0434\u043E\u0436\u0434\u0438|\u0421\u0442\u043E\u043F|Nein|Moment|Warte|Halt|Non|Attendez?|Espera|Esperen|N\u00E3o|Aspetta|Nee|Wacht|\u4E0D\u5BF9|\u7B49\u7B49|\u7B49\u4E00\u4E0B|\u3044\u3084|\uC544\uB2C8";

    [GeneratedRegex(@"\A[\s$)*.!?\u2014-]*(" + SecondThoughts + @")\s*[,.!\u2026\uFF0C:]", PatternOptions.AnyCase)]
    private static partial Regex Withdrawal();

    [GeneratedRegex(@"\A[\s$)*}]*(" + Behind + ")", PatternOptions.AnyCase)]
    private static partial Regex After();
}
