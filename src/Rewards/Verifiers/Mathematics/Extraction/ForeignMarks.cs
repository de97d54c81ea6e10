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
        + @"|\bОтвет\s*[.\u2014-]|" + Eastern;

    private const string European =
        @"Antwort|Lösung|Ergebnis|réponse|résultat|respuesta|resultado|solución|resposta|risposta|risultato|antwoord|odpowiedź|odp|cevap|yanıt"
        + @"|ответ|відповідь|svar|válasz|odpověď|jawaban(nya)?|απάντηση|đáp án|đáp số|câu trả lời";

    private const string Adjectives = @"finale?|definitiva|correcta|correcte|richtige|finala|cuối cùng|akhir(nya)?";

    private const string Verbs =
        @"ist|lautet|beträgt|est|es|é|è|is|to|brzmi|равен|равно|là|adalah|är|er|je|είναι";

    // Chinese, Japanese, Korean, Hindi, Arabic
    private const string Eastern =
        @"答案(是|为|為|等于)?\s*[:\uFF1A]?|答\s*[:\uFF1A]|答え?(は|\s*[:\uFF1A])|解答(は|\s*[:\uFF1A])"
        + @"|(정답|답)(은|는|\s*[:\uFF1A])|उत्तर(\s*है|\s*[:\uFF1A])"
        + @"|(الجواب|الإجابة)(\s+(النهائية?))?\s*(هو|هي|:)\s*:?";

    /// <summary>Whether what follows a value denies it, or offers another.</summary>
    internal static bool TakeBack(ReadOnlySpan<char> after) =>
        after.IndexOfAnyExcept(s_closing) >= 0 && s_after.IsMatch(after[..Math.Min(Reach, after.Length)]);

    /// <summary>Whether the text after an answer begins by withdrawing it.</summary>
    internal static bool Withdraw(ReadOnlySpan<char> next) => s_withdrawal.IsMatch(next[..Math.Min(Reach, next.Length)]);

    // Up to three words right before a value; "no, 7" says 7.
    private static readonly FrozenSet<string> s_denying = Words(
        "не|нет|кроме|больше|меньше|более|менее|свыше|почти|минус|минимум|максимум|неверно"
        + "|nie|nie jest|niż|co najmniej|minus|nicht|kein|keine|niemals|mehr als|weniger als|mindestens|höchstens|über|fast|außer|größer als"
        + "|kleiner als|bis zu"
        + "|niet|geen|meer dan|minder dan|ikke|inte|menos|moins|meno|no|no es|no son|nunca|más de|menos de|al menos|como máximo|como mínimo|casi"
        + "|excepto|mayor que|mayor a|menor que|menor a|hasta"
        + "|pas|plus de|moins de|au moins|au plus|sauf|presque|supérieur à|inférieur à|jusqu'à|não|não é|não são|mais de|pelo menos|no máximo"
        + "|no mínimo|quase|exceto|maior que|maior do que|menor do que"
        + "|non|non è|più di|meno di|almeno|al massimo|quasi|tranne|la mitad de|la moitié de|el doble de|le double de"
        + "|ليس|ليست|أكثر من|أقل من|على الأقل");

    // Chinese, Japanese and Korean, which part no words
    private static readonly string[] s_denyingEnds =
    [
        "不", "不是", "不等于", "不到", "非", "大于", "小于", "多于", "少于", "超过", "至少", "至多", "最多",
        "最少", "除了", "负", "一半的", "两倍的", "少なくとも", "最大", "최소", "최대",
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
        @"(\p{L}{1,12}\.?\s+)?(oder|o|ou|или|或者?|または|또는|أو|veya|hoặc|lub|nebo|eller)\b"
        + @"|(ist|est|es|é|è|is)\s+(falsch|nicht|faux|fausse|incorrect\w*|falso|err\w+|fout|fel)|не\s+(явл|верн|подх|отв)|неверн"
        + @"|(सही )?नहीं|[가-\uD7AF]{0,2}\s?(아니|아닌|아닙|틀렸)|이(상|하)|(では|じゃ)(な|あり)|以上|以下|未満|不(是|对)|是?错|或|\u3001\s*\d";

    private const string SecondThoughts =
        @"Нет|Подожди|Стоп|Nein|Moment|Warte|Halt|Non|Attendez?|Espera|Esperen|Não|Aspetta|Nee|Wacht|不对|等等|等一下|いや|아니";

    [GeneratedRegex(@"\A[\s$)*.!?\u2014-]*(" + SecondThoughts + @")\s*[,.!\u2026\uFF0C:]", PatternOptions.AnyCase)]
    private static partial Regex Withdrawal();

    // between the value and what is said of it: 360円ではない, 5个不对
    private const string Counter = @"([\p{Lo}-[\u4E0D\u662F\u9519\u6216]]{1,3}?\s?)?";

    [GeneratedRegex(@"\A[\s$)*}]*" + Counter + "(" + Behind + ")", PatternOptions.AnyCase)]
    private static partial Regex After();
}
