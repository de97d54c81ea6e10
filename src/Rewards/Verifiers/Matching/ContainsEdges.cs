using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Matching;

/// <summary>Whether what occurs in a text is a name or a number of its own there, or a part of another: 5 in 5.5 and -5, C in C++.</summary>
internal static partial class ContainsEdges
{
    // Beyond it digits are no number that anyone has written.
    private const int LongestNumber = 40;
    private const string Numerals = "\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u842c\u4ebf\u5104";

    /// <summary>Whether a name or number may begin at this place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where it begins.</param>
    internal static bool IsStart(string text, int at)
    {
        if (at == 0)
            return true;
        var (before, first) = (text[at - 1], text[at]);
        if (Join(before, first))
            return false;
        if (char.IsAsciiDigit(first))
            return !HasSign(text, at - 1) && !(before is '.' or ',' && IsInNumber(text, at));

        // -5 in 3-5, .5 in 1.5
        var isSigned = first is '.' or '+' or '-' or '\u2212' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);
        return !isSigned || !(IsOfWord(before) || before is ')');
    }

    /// <summary>Whether a name or number may end before this place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place after its last character.</param>
    internal static bool IsEnd(string text, int at)
    {
        if (at == text.Length)
            return true;
        var (last, after) = (text[at - 1], text[at]);
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        if (Join(last, after) || (char.IsLetter(last) && after is >= '\u0300' and <= '\u036f'))
            return false;
        return after switch
        {
            '.' or ',' => !char.IsAsciiDigit(last) || !IsInNumber(text, at),
            '+' => !IsOfWord(last) || (char.IsLetterOrDigit(next) && next != '+'), // C++, the grade A+, 5+ years; but 5+3
            '#' => !IsOfWord(last) || char.IsLetter(next), // C#
            _ => true,
        };
    }

    private static bool Join(char left, char right) =>
        (IsOfWord(left) && IsOfWord(right))
        || (Numerals.Contains(left, StringComparison.Ordinal) && Numerals.Contains(right, StringComparison.Ordinal));

    // Scripts without blanks between words have no edges to hold to.
    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) && letter is not (
        (>= '\u0e00' and <= '\u0eff') // Thai, Lao
        or (>= '\u1000' and <= '\u109f') // Myanmar
        or (>= '\u1780' and <= '\u17ff') // Khmer
        or (>= '\u3005' and <= '\u3007')
        or (>= '\u3040' and <= '\u312f') // Hiragana, Katakana, Bopomofo
        or (>= '\u31a0' and <= '\u31ff')
        or (>= '\u3400' and <= '\u4dbf')
        or (>= '\u4e00' and <= '\u9fff')
        or (>= '\uf900' and <= '\ufaff')
        or (>= '\uff66' and <= '\uff9f'));

    // A dash after a word, a number or a bracket stands between two things: pages 3-5, COVID-19.
    private static bool HasSign(string text, int at)
    {
        if (text[at] == '$')
            at--;
        if (at < 0 || text[at] is not ('-' or '\u2212'))
            return false;
        return at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is ')' or ']' or '}' or '%' or '-' or '\u2212');
    }

    // Numbers in a list without blanks, dates and versions are none.
    private static bool IsInNumber(string text, int at)
    {
        var (from, to) = (at, at);
        while (from > 0 && at - from < LongestNumber && IsOfNumber(text[from - 1]))
            from--;
        while (to < text.Length && to - at < LongestNumber && IsOfNumber(text[to]))
            to++;
        var run = text.AsSpan(from, to - from).TrimEnd(".,");
        var place = at - from;
        if (place >= run.Length)
            return false;
        if (!Number().IsMatch(run))
        {
            var comma = run[..place].LastIndexOf(',') + 1;
            var end = run[place..].IndexOf(',');
            run = end < 0 ? run[comma..] : run[comma..(place + end)];
            (from, place) = (from + comma, place - comma);
        }

        var isSentenceEnd = run.Length > 0 && run[0] == '.' && from > 0 && char.IsLetter(text[from - 1]);
        return place > 0 && place < run.Length && !isSentenceEnd && Number().IsMatch(run);
    }

    private static bool IsOfNumber(char letter) => char.IsAsciiDigit(letter) || letter is '.' or ',';

    [GeneratedRegex(
        @"\A([0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]*\.[0-9]+)\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
