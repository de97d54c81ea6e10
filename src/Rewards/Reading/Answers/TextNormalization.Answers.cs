using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rlar.Rewards.Reading.Answers;

/// <content>
/// The normalisation by which a short answer is right or wrong: as SQuAD's, but nothing goes that makes another answer of it (the point of 1.5,
/// the sign of -5, the plus of C++, the letter of vitamin A).
/// </content>
internal static partial class TextNormalization
{
    private static readonly SearchValues<char> s_labelEnds = SearchValues.Create(",;:.)/&");
    private static readonly SearchValues<char> s_signs = SearchValues.Create("-\u2010\u2011\u2012\u2013\u2212");

    /// <summary>Normalises an answer; a lower-case "a" counts as an article unless it stands last or alone.</summary>
    /// <param name="text">The text.</param>
    public static string NormalizeAnswer(string text) => Forms(text)[0];

    /// <summary>
    /// An answer's normal form; and where it has a lower-case "a" within that may be an article or a letter ("vitamin a deficiency"), the form
    /// with it as well.
    /// </summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<string> Forms(string text) => Plain(text) is { } plain ? [plain] : Of(text);

    private static readonly SearchValues<char> s_plain =
        SearchValues.Create(" 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Most short answers are words of plain letters, at most with a full stop, and no article but the first word.
    private static string? Plain(string text)
    {
        var plain = text.AsSpan().Trim();
        if (plain is [.., var last, '.'] && plain.Length > 3 && char.IsAsciiLetter(last) && char.IsAsciiLetter(plain[^3]))
            plain = plain[..^1];
        if (plain.Length == 0 || plain.ContainsAnyExcept(s_plain))
            return null;
        if (plain.Length > 4 && plain[..4].Equals("the ", StringComparison.OrdinalIgnoreCase))
            plain = plain[4..];
        for (var start = 0; start < plain.Length;)
        {
            var end = start;
            while (end < plain.Length && plain[end] != ' ')
                end++;
            var length = end - start;
            if (length == 0 || ((plain[start] | 32) is 'a' or 't' && length <= 3 && (length == 1
                || plain[start..end].Equals("an", StringComparison.OrdinalIgnoreCase) || plain[start..end].Equals("the", StringComparison.OrdinalIgnoreCase))))
                return null;
            start = end + 1;
        }

        return string.Create(plain.Length, plain, static (lower, words) => Ascii.ToLower(words, lower, out _));
    }

    private static IReadOnlyList<string> Of(string text)
    {
        var words = Marked(WithoutGrouping(Fold(Unwrapped(text)))).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (bare, lettered) = (new List<string>(words.Length), new List<string>(words.Length));
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].TrimEnd(Label).ToLower(CultureInfo.InvariantCulture);
            var isLast = i + 1 == words.Length;
            if (isLast || !(word is "an" or "the" || (word == "a" && IsArticle(words[i], words[i + 1], i == 0))))
            {
                bare.Add(word);
                lettered.Add(word);
            }
            else if (words[i] == "a")
            {
                lettered.Add(word);
            }
        }

        var form = string.Join(' ', bare);
        return lettered.Count == bare.Count ? [form] : [form, string.Join(' ', lettered)];
    }

    /// <summary>The forms of a reference: one whose words hyphens join may be written as one word, too ("well-known": "wellknown").</summary>
    /// <param name="reference">The reference.</param>
    public static IEnumerable<string> ReferenceForms(string reference) =>
        HyphensJoin(reference) ? Forms(reference).Concat(Forms(reference.Replace("-", "", StringComparison.Ordinal))) : Forms(reference);

    private static bool HyphensJoin(string text)
    {
        for (var at = text.IndexOf('-', StringComparison.Ordinal); at >= 0; at = text.IndexOf('-', at + 1))
        {
            if (at == 0 || at + 1 == text.Length || !char.IsLetter(text[at - 1]) || !char.IsLetter(text[at + 1]))
                return false;
        }

        return text.Contains('-', StringComparison.Ordinal);
    }

    // Follows a letter that stands alone and is set off from what comes next, as in "A, C".
    private const char Label = '\uFFFF';

    // "A dog", but not the A of "Vitamin A deficiency", "A, C", "A and C", "A C".
    private static bool IsArticle(string word, string next, bool isFirst) =>
        (word == "a" || (word == "A" && isFirst))
        && !next.Equals("and", StringComparison.OrdinalIgnoreCase)
        && !next.Equals("or", StringComparison.OrdinalIgnoreCase)
        && !(next.TrimEnd(Label).Length == 1 && char.IsLetter(next[0]));

    // The text without the marks that do not matter, with blanks for the spaces.
    private static string Marked(string text)
    {
        var kept = new StringBuilder(text.Length);
        // One is part of a name (A*); two are emphasis.
        var hasOneStar = text.AsSpan().Count('*') == 1;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c))
                kept.Append(' ');
            else if (IsMark(c))
                at = AppendMarks(kept, text, at, hasOneStar) - 1;
            else if (c != Label)
                kept.Append(c);
        }

        return kept.ToString();
    }

    private static bool IsMark(char c) => char.IsPunctuation(c) || (char.IsAscii(c) && char.IsSymbol(c)) || c == '\u2212';

    private static bool IsDash(char c) => c is '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212';

    /// <summary>Appends what matters of the marks that start here and follow each other directly; returns where they end.</summary>
    private static int AppendMarks(StringBuilder kept, string text, int start, bool hasOneStar)
    {
        var end = start;
        while (end < text.Length && IsMark(text[end]))
            end++;
        var marks = text.AsSpan(start, end - start);
        var before = start > 0 ? text[start - 1] : ' ';
        var after = end < text.Length ? text[end] : ' ';
        if (char.IsDigit(before) && char.IsDigit(after))
        {
            AppendBetweenDigits(kept, marks);
            return end;
        }

        // "1914 - 1918" is "1914-1918".
        if (before == ' ' && after == ' ' && marks.Length == 1 && (IsDash(marks[0]) || ":/+*=^<>".Contains(marks[0], StringComparison.Ordinal))
            && DigitBefore(text, start) && DigitAfter(text, end) is >= 0 and var next)
        {
            while (kept[^1] == ' ')
                kept.Length--;
            AppendBetweenDigits(kept, marks);
            return next;
        }

        if (char.IsLetter(after) && AppendBetweenLetters(kept, text, start, marks, before))
            return end;
        if (IsInitial(text, start, marks, end))
            return end + 1;
        if (char.IsLetterOrDigit(before))
            AppendAfterWord(kept, marks, after, hasOneStar);
        if (marks.IndexOfAny(',', ';') >= 0)
            kept.Append(' ');
        if (char.IsDigit(after) && !char.IsLetter(before))
            AppendBeforeNumber(kept, marks, char.IsDigit(before));
        return end;
    }

    // What is struck out or negated is not said. A point between letters stays, but for initials (U.S., a.m.); a hyphen parts words, but for x-ray and e-mail.
    private static bool AppendBetweenLetters(StringBuilder kept, string text, int start, ReadOnlySpan<char> marks, char before)
    {
        if (marks.IndexOf("~~") >= 0 || (marks is ['!'] && !char.IsLetterOrDigit(before)))
        {
            kept.Append(marks[^1]);
            return true;
        }

        if (marks.Length > 1 || !char.IsLetter(before))
            return false;
        if (marks[0] == '.')
        {
            if (!IsInitials(text, start))
                kept.Append('.');
            return true;
        }

        if (!IsDash(marks[0]) || start < 3 || !char.IsLetter(text[start - 2]) || !char.IsLetter(text[start - 3]))
            return false;
        kept.Append(' ');
        return true;
    }

    // The point at a place stands in U.S.A. or a.m.; P.a.r.i.s has more letters than what is shortened in small letters has.
    private static bool IsInitials(string text, int at)
    {
        const int mostSmall = 3;
        // Longer than any shortened name: what goes on so is none, and each point of it would be looked at from each other.
        const int longest = 32;
        var (from, to, small) = (at - 1, at + 1, 0);
        while (from >= 2 && at - from < longest && text[from - 1] == '.' && char.IsLetter(text[from - 2]))
            from -= 2;
        while (to + 2 < text.Length && to - at < longest && text[to + 1] == '.' && char.IsLetter(text[to + 2]))
            to += 2;
        if ((from > 0 && char.IsLetterOrDigit(text[from - 1])) || (to + 1 < text.Length && char.IsLetterOrDigit(text[to + 1])))
            return false;
        for (var i = from; i <= to; i += 2)
            small += char.IsUpper(text[i]) ? 0 : 1;
        return small == 0 || (to - from) / 2 < mostSmall;
    }

    // "J. K. Ito" is "J.K. Ito".
    private static bool IsInitial(string text, int start, ReadOnlySpan<char> marks, int end) =>
        marks is ['.'] && start > 0 && char.IsUpper(text[start - 1]) && (start == 1 || !char.IsLetterOrDigit(text[start - 2]))
        && end + 2 < text.Length && text[end] == ' ' && char.IsUpper(text[end + 1]) && text[end + 2] == '.';

    // \text{Paris} says Paris.
    internal static string Unwrapped(string text)
    {
        const int mostWrappers = 4;
        for (var i = 0; i < mostWrappers; i++)
        {
            var inner = text.AsSpan().Trim().Trim('$');
            if (inner.Length < 3 || inner[0] != '\\' || inner[^1] != '}' || inner[1..^1].IndexOf('}') >= 0)
                break;
            var open = inner.IndexOf('{');
            if (open < 0 || !s_wrappers.Contains(inner[1..open].ToString()))
                break;
            text = inner[(open + 1)..^1].ToString();
        }

        return text;
    }

    private static readonly HashSet<string> s_wrappers =
        ["text", "textbf", "textit", "textrm", "mathrm", "mathbf", "mathit", "mbox", "operatorname", "boldsymbol"];

    private static bool DigitBefore(string text, int at)
    {
        while (at > 0 && text[at - 1] == ' ')
            at--;
        return at > 0 && char.IsDigit(text[at - 1]);
    }

    private static int DigitAfter(string text, int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        return at < text.Length && char.IsDigit(text[at]) ? at : -1;
    }

    // Another number without them: 1.5, 3:1, 1/2, 3-2, 5%-10%.
    private static void AppendBetweenDigits(StringBuilder kept, ReadOnlySpan<char> marks)
    {
        foreach (var c in marks)
        {
            if (IsDash(c))
                kept.Append('-');
            else if (c is ',' or ';' or '&')
                kept.Append(' ');
            else if (marks.Length == 1 || c is '.' or ':' or '/' or '+' or '*' or '=' or '^' or '<' or '>' or '(' or '[' or '{')
                kept.Append(c);
        }
    }

    // C++, C#, Na+, Ca2+, Na-, A-, A*; and whether a letter that stands alone is set off from what follows.
    private static void AppendAfterWord(StringBuilder kept, ReadOnlySpan<char> marks, char after, bool hasOneStar)
    {
        if (char.IsLetterOrDigit(after))
            return;
        var word = LastWord(kept);
        if (word is "a" or "A" && after == ' ' && marks.ContainsAny(s_labelEnds))
        {
            kept.Append(Label);
            return;
        }

        if (!word.Any(char.IsLetter))
            return;
        var plus = marks.IndexOfAnyExcept('+', '#');
        if (plus != 0)
            kept.Append(plus < 0 ? marks : marks[..plus]);
        else if (IsDash(marks[0]) && marks[0] != '\u2014' && char.IsUpper(word[0]) && (marks.Length == 1 || !IsDash(marks[1])))
            kept.Append('-');
        else if (marks[0] == '*' && hasOneStar)
            kept.Append('*');
    }

    // Bounded, so that no text without blanks takes long.
    private static string LastWord(StringBuilder kept)
    {
        var start = kept.Length;
        while (start > 0 && kept.Length - start < 64 && kept[start - 1] != ' ')
            start--;
        return kept.ToString(start, kept.Length - start);
    }

    // -5, -$5, .5, <5
    private static void AppendBeforeNumber(StringBuilder kept, ReadOnlySpan<char> marks, bool isJoined)
    {
        if (marks is ['<' or '>', ..] && !marks.Contains('/') && (kept.Length == 0 || kept[^1] == ' '))
            kept.Append(marks[0]);
        var dash = marks.LastIndexOfAny(s_signs);
        if (dash >= 0 && marks[(dash + 1)..].IndexOfAnyExcept('$', '.', '(') < 0)
            kept.Append('-');
        if (marks[^1] == '.' && !isJoined && !(marks.Length > 1 && marks[^2] == '.'))
            kept.Append("0.");
    }

    // Without the separators of thousands: 1,000 and 1,00,000 and 1'000.
    private static string WithoutGrouping(string text)
    {
        if (!text.AsSpan().ContainsAny(',', '\''))
            return text;
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || (at > start && text[at] is ',' or '\'')))
                at++;
            if (at == start)
            {
                kept.Append(text[at++]);
                continue;
            }

            // What ends a sentence belongs to no number.
            var end = at;
            while (!char.IsAsciiDigit(text[end - 1]))
                end--;
            var number = text.AsSpan(start, end - start);
            var isGrouped = (start == 0 || text[start - 1] != '.') && IsGrouped(number);
            foreach (var c in number)
            {
                if (!isGrouped || char.IsAsciiDigit(c))
                    kept.Append(c);
            }

            kept.Append(text, end, at - end);
        }

        return kept.ToString();
    }

    // One to three digits, groups of three (or, as in India, of two with commas), and a last group of three.
    private static bool IsGrouped(ReadOnlySpan<char> number)
    {
        var separator = number.IndexOfAny(',', '\'');
        if (separator is < 1 or > 3)
            return false;
        var (last, length) = (number[separator], 0);
        foreach (var c in number[(separator + 1)..])
        {
            if (char.IsAsciiDigit(c))
                length++;
            else if (c == last && (length == 3 || (length == 2 && c == ',')))
                length = 0;
            else
                return false;
        }

        return length == 3;
    }
}
