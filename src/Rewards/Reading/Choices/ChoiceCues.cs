using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Reading.Choices;

/// <summary>
/// Says in English what another language says around the letters of choices, so that one reading serves for all: "Antwort: B", "la respuesta no es
/// B", "故选B", "B oder C". Wide letters and marks become narrow, and a letter among ideographs stands alone. Nothing else of a text changes.
/// </summary>
internal static partial class ChoiceCues
{
    // What may stand between a noun and the answer that it names.
    private const int Window = 64;
    private static readonly FrozenDictionary<string, (ChoicePlace Place, string English)[]> s_words = Table();
    private static readonly FrozenDictionary<string, (ChoicePlace Place, string English)[]>.AlternateLookup<ReadOnlySpan<char>> s_lookup =
        s_words.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly SearchValues<string> s_found = SearchValues.Create([.. s_words.Keys], StringComparison.OrdinalIgnoreCase);
    private static readonly int[] s_lengths = [.. s_words.Keys.Select(word => word.Length).Distinct().OrderDescending()];

    private static FrozenDictionary<string, (ChoicePlace, string)[]> Table() => ChoiceWords.All
        .SelectMany(row => row.Words.Split('|').Select(word => (Word: word, row.Place, row.English)))
        .GroupBy(row => row.Word, row => (row.Place, row.English), StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The text with its cues in English.</summary>
    internal static string InEnglish(string text)
    {
        text = Narrow(text);
        var found = text.AsSpan().IndexOfAny(s_found);
        if (found < 0)
            return text;
        StringBuilder? written = null;
        var start = 0;
        for (var at = found; at >= 0;)
        {
            if (Replacement(text, at) is var (english, length) && length > 0)
            {
                written ??= new StringBuilder(text.Length + 64);
                written.Append(text, start, at - start).Append(english);
                start = at += length;
            }
            else
            {
                at++;
            }

            var next = text.AsSpan(at).IndexOfAny(s_found);
            at = next < 0 ? -1 : at + next;
        }

        return written is null ? text : written.Append(text, start, text.Length - start).ToString();
    }

    private static (string English, int Length) Replacement(string text, int at)
    {
        foreach (var length in s_lengths)
        {
            if (at + length > text.Length || !s_lookup.TryGetValue(text.AsSpan(at, length), out var meanings) || IsPartOfAWord(text, at, at + length))
                continue;
            foreach (var (place, english) in meanings)
            {
                var taken = Taken(text, at, at + length, place, out var isNot);
                if (taken > 0)
                    return (isNot ? " the answer is not " : english, taken - at);
            }
        }

        return ("", 0);
    }

    // Where what is replaced ends; 0 where the word does not stand as it must.
    private static int Taken(string text, int at, int end, ChoicePlace place, out bool isNot)
    {
        isNot = false;
        switch (place)
        {
            case ChoicePlace.Mark:
                var tail = Tail().Match(text, end, Math.Min(Window, text.Length - end));
                isNot = tail.Groups["not"].Success;
                return !tail.Success || !(tail.Groups["copula"].Success || LetterAt(text, end + tail.Length)) ? 0 : end + tail.Length;
            case ChoicePlace.Choose:
                isNot = at > 0 && text[at - 1] == '不';
                var choice = Choosing().Match(text, end, Math.Min(Window, text.Length - end));
                return choice.Success && LetterAt(text, end + choice.Length) ? end + choice.Length : 0;
            case ChoicePlace.Between:
                return LetterBefore(text, at) && LetterAt(text, end) ? end : 0;
            case ChoicePlace.Before:
                return LetterAt(text, end) ? end : 0;
            default:
                return LetterBefore(text, at) ? end : 0;
        }
    }

    private static bool IsPartOfAWord(string text, int start, int end)
    {
        static bool IsSpelt(char c) => char.IsLetterOrDigit(c) && c < '\u0e00';
        // A stem may go on ("incorrect" in "incorrecta"), an ideograph has no neighbours that count.
        var isStem = end - start > 5 && text.AsSpan(start, end - start).Contains(' ');
        return start > 0 && IsSpelt(text[start]) && IsSpelt(text[start - 1])
            || !isStem && end < text.Length && IsSpelt(text[end - 1]) && IsSpelt(text[end]);
    }

    // A capital that stands alone follows, behind blanks, brackets and emphasis.
    private static bool LetterAt(string text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '(' or '[' or '*' or '"' or '\'' or '$' or '\\' or '{' or ':'))
            at++;
        return at < text.Length && char.IsAsciiLetterUpper(text[at]) && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])
            || (at + 2 <= text.Length && char.IsAsciiLetterUpper(text[at + 1])));
    }

    private static bool LetterBefore(string text, int at)
    {
        while (at > 0 && (text[at - 1] == ' ' || text[at - 1] is ')' or ']' or '*' or '"' or '\'' or '$' or '}'))
            at--;
        return at > 0 && char.IsAsciiLetterUpper(text[at - 1]) && (at == 1 || !char.IsLetterOrDigit(text[at - 2]));
    }

    /// <summary>Full-width forms and the brackets and stops of ideographic scripts; a Latin letter between ideographs is given room.</summary>
    internal static string Narrow(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u2e80', '\uff5e') < 0)
            return text;
        var narrow = new StringBuilder(text.Length + 16);
        var before = ' ';
        foreach (var c in text)
        {
            var plain = c switch
            {
                >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
                '\u3000' => ' ',
                '\u3001' => ',',
                '\u3002' => '.',
                '\u3010' or '\u300c' or '\u300e' or '\u300a' or '\u3014' => '(',
                '\u3011' or '\u300d' or '\u300f' or '\u300b' or '\u3015' => ')',
                _ => c,
            };
            if ((IsIdeograph(before) && char.IsAsciiLetterOrDigit(plain)) || (char.IsAsciiLetterOrDigit(before) && IsIdeograph(plain)))
                narrow.Append(' ');
            narrow.Append(plain);
            before = plain;
        }

        return narrow.ToString();
    }

    private static bool IsIdeograph(char c) => c >= '\u2e80' && char.IsLetter(c);

    private const string Option =
        @"(\s*((die|der|das|den|la|el|le|il|lo|a|o|de|het)\s+)?(opci[oó]n|option|letra|lettre|buchstabe|alternativ[ae]?|lettera|opzione|opção|optie|letter|вариант|буква|под\s+буквой|opcja|seçenek|şık|選択肢|选项|選項"
        + @"|विकल्प|الخيار|ตัวเลือก|ข้อ)\s*)?(\s*(la|le|el|die|il)\s+(?=\())?";

    [GeneratedRegex(
        @"\G(\s*[*_]+)?(\s*(correct[ae]?|corret[ao]|corretta|final[e]?|définitive|đúng|الصحيحة|الصحيح|النهائية|certa|giusta|esatta|exacte|को))*"
        + @"(?<copula>(\s*[*_]+)?\s*(:|=|\s[-\u2013\u2014](?=\s)|(ist|lautet|wäre|sería|es|seria|serait|sarebbe|est|это|является|jest|to|brzmi|is|luidt|là|adalah|är|este|είναι|هي|هو|คือ|होगा)(?<not>\s+(nicht|niet|inte|không\s+phải))?(?=[\s*(:])"
        + @"|[éè](?=\s)|(?<not>no\s+es|não\s+é|non\s+è|n['\u2019]est\s+pas|не|nie\s+jest|to\s+nie|không\s+phải\s+là|ليست|ليس|ไม่ใช่|bukan|不是|不为|并非)|应该是|应该选|应为|应选|是|为|為|は|が|은|는|이|가)\s*:?)?" + Option,
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tail();

    [GeneratedRegex(@"\G\s*:?" + Option, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Choosing();
}
