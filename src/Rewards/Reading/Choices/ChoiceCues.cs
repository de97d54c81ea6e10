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
    private static readonly Words s_marks = new(ChoicePlace.Mark);
    private static readonly Words s_before = new(ChoicePlace.Before, ChoicePlace.Choose);
    private static readonly Words s_between = new(ChoicePlace.Between);
    private static readonly Words s_after = new(ChoicePlace.After);
    private static readonly Words s_naming = new(ChoicePlace.Naming);
    private static readonly Words s_articles = new(ChoicePlace.Article);
    private static readonly SearchValues<string> s_nouns = SearchValues.Create([.. s_marks.All], StringComparison.OrdinalIgnoreCase);

    // Many times as fast, and most texts have no other letters.
    private static readonly SearchValues<string> s_asciiNouns = SearchValues.Create([.. s_marks.All.Where(noun =>
        Ascii.IsValid(noun))], StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with its cues in English.</summary>
    internal static string InEnglish(string text) => Marked(AroundLetters(Narrow(text)));

    // The nouns that mark an answer.
    private static string Marked(string text)
    {
        StringBuilder? written = null;
        var (start, at) = (0, 0);
        var nouns = Ascii.IsValid(text) ? s_asciiNouns : s_nouns;
        while (text.AsSpan(at).IndexOfAny(nouns) is var next and >= 0)
        {
            at += next;
            if (s_marks.At(text, at) is not { } noun || Tail().Match(text, at + noun.Length, Math.Min(Window,
                text.Length - at - noun.Length)) is not { Success: true } tail
                || !(tail.Groups["copula"].Success || LetterAt(text, tail.Index + tail.Length)))
            {
                at++;
                continue;
            }

            written ??= new StringBuilder(text.Length + Window);
            written.Append(text, start, at - start).Append(tail.Groups["not"].Success ? NoAnswer : noun.English);
            start = at = tail.Index + tail.Length;
        }

        return written is null ? text : written.Append(text, start, text.Length - start).ToString();
    }

    // What stands before and behind each capital that stands alone.
    private static string AroundLetters(string text)
    {
        StringBuilder? written = null;
        var (start, at) = (0, 0);
        while (text.AsSpan(at).IndexOfAnyInRange('A', 'Z') is var next and >= 0)
        {
            at += next + 1;
            if ((at > 1 && IsSpelt(text[at - 2])) || (at < text.Length && IsSpelt(text[at])))
                continue;
            if (LeftOf(text, at - 1, start) is var (from, english) && from >= 0)
            {
                written ??= new StringBuilder(text.Length + Window);
                written.Append(text, start, from - start).Append(english);
                start = at - 1;
            }

            var behind = at;
            while (behind < text.Length && text[behind] is ' ' or ')' or ']' or '*' or '"' or '\'' or '$' or '}')
                behind++;
            if ((s_between.At(text, behind) is { } joint && LetterAt(text, behind + joint.Length) ? joint : s_after.At(text, behind)) is not { } found)
                continue;
            written ??= new StringBuilder(text.Length + Window);
            written.Append(text, start, behind - start).Append(found.English);
            start = at = behind + found.Length;
        }

        return written is null ? text : written.Append(text, start, text.Length - start).ToString();
    }

    // A denial or a choosing verb that ends before a letter, with what may stand between.
    private static (int From, string English) LeftOf(string text, int letter, int start)
    {
        var end = letter;
        while (end > start && text[end - 1] is '(' or '[' or '*' or '"' or '\'' or '$' or '{' or ':' or ' ')
            end--;
        if (end == letter && end > start && text[end - 1] < '\u2e80')
            return (-1, "");
        if (s_before.Ending(text, start, end) is { } found)
            return (end - found.Length, found.IsChoosing && end - found.Length > 0 && text[end - found.Length - 1] == '\u4e0d' ? NoAnswer : found.English);

        // "wähle die Option (B)"
        if (s_naming.Ending(text, start, end) is not { } naming)
            return (-1, "");
        end = BeforeBlanks(text, start, end - naming.Length);
        if (s_articles.Ending(text, start, end) is { } article)
            end = BeforeBlanks(text, start, end - article.Length);
        return s_before.Ending(text, start, end) is { } verb ? (end - verb.Length, verb.English) : (-1, "");
    }

    private static int BeforeBlanks(string text, int start, int end)
    {
        while (end > start && text[end - 1] == ' ')
            end--;
        return end;
    }

    private const string NoAnswer = " the answer is not ";

    private static bool IsSpelt(char c) => char.IsLetterOrDigit(c) && c < '\u0e00';

    private static bool IsPartOfAWord(string text, int start, int end)
    {
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
        @"(\s*((die|der|das|den|la|el|le|il|lo|a|o|de|het)\s+)?(opci[oó]n|option|letra|lettre|buchstabe|alternativ[ae]?|lettera|opzione|opção|optie"
        + @"|letter|вариант|буква|под\s+буквой|opcja|seçenek|şık|選択肢|选项|選項"
        + @"|विकल्प|الخيار|ตัวเลือก|ข้อ)\s*)?(\s*(la|le|el|die|il)\s+(?=[(*""'$\[]*[A-Z]([^\p{L}\d]|\z)))?";

    [GeneratedRegex(
        @"\G(\s*[*_]+)?(\s*(correct[ae]?|corret[ao]|corretta|final[e]?|définitive|đúng|الصحيحة|الصحيح|النهائية|certa|giusta|esatta|exacte|को))*"
        + @"(?<copula>(\s*[*_]+)?\s*(:|=|\s[-\u2013\u2014](?=\s)|(ist|lautet|wäre|sería|es|seria|serait|sarebbe|est|это|является|jest|to|brzmi|is"
        + @"|luidt|là|adalah|är|este|είναι|هي|هو|คือ|होगा)(?<not>\s+(nicht|niet|inte|không\s+phải))?(?=[\s*(:])"
        + @"|[éè](?=\s)|(?<not>no\s+es|não\s+é|non\s+è|n['\u2019]est\s+pas|не|nie\s+jest|to\s+nie|không\s+phải\s+là|ليست|ليس|ไม่ใช่|bukan|不是|不为|并非)"
        + @"|应该是|应该选|应为|应选|是|为|為|は|が|은|는|이|가)\s*:?)?" + Option,
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tail();

    /// <summary>The words of some places, found by where they begin or end.</summary>
    private sealed class Words
    {
        private readonly FrozenDictionary<string, (ChoicePlace Place, string English)> _words;
        private readonly FrozenDictionary<string, (ChoicePlace Place, string English)>.AlternateLookup<ReadOnlySpan<char>> _lookup;
        private readonly int[] _lengths;
        private readonly SearchValues<char> _firsts;
        private readonly SearchValues<char> _lasts;

        internal Words(params ChoicePlace[] places)
        {
            _words = ChoiceWords.All.Where(row => places.Contains(row.Place))
                .SelectMany(row => row.Words.Split('|').Select(word => (Word: word, row.Place, row.English)))
                .DistinctBy(row => row.Word, StringComparer.OrdinalIgnoreCase)
                .ToFrozenDictionary(row => row.Word, row => (row.Place, row.English), StringComparer.OrdinalIgnoreCase);
            _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
            _firsts = SearchValues.Create(string.Concat(_words.Keys.SelectMany(word => (char[])[word[0], char.ToUpperInvariant(word[0])])));
            _lasts = SearchValues.Create(string.Concat(_words.Keys.SelectMany(word => (char[])[word[^1], char.ToUpperInvariant(word[^1])])));
            _lengths = [.. _words.Keys.Select(word => word.Length).Distinct().OrderDescending()];
        }

        internal IEnumerable<string> All => _words.Keys;

        internal Found? At(string text, int at)
        {
            if (at >= text.Length || !_firsts.Contains(text[at]))
                return null;
            foreach (var length in _lengths)
            {
                if (at + length <= text.Length && Lookup(text, at, length) is { } found)
                    return found;
            }

            return null;
        }

        internal Found? Ending(string text, int start, int end)
        {
            if (end <= start || !_lasts.Contains(text[end - 1]))
                return null;
            foreach (var length in _lengths)
            {
                if (end - length >= start && Lookup(text, end - length, length) is { } found)
                    return found;
            }

            return null;
        }

        private Found? Lookup(string text, int at, int length) =>
            _lookup.TryGetValue(text.AsSpan(at, length), out var word) && !IsPartOfAWord(text, at, at + length)
            ? new Found(word.English, length, word.Place == ChoicePlace.Choose)
            : null;
    }

    private readonly record struct Found(string English, int Length, bool IsChoosing);
}
