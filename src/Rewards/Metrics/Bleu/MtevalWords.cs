using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>
/// The words of mteval-v13a.pl, in one pass. The original substitutes four patterns, one after the other: a space on either side of a symbol; after
/// a period or comma with no digit before it; around one with no digit after it; around a hyphen with a digit before it. The substitutions do
/// not overlap, which shows in runs of periods and commas: that decides which of them are paired, and so whether the last is cut off what follows.
/// </summary>
internal static class MtevalWords
{
    private enum Kind : byte
    {
        Letter,
        Space,
        Symbol,
        Mark,
        Hyphen,
    }

    // The class [\{-\~\[-\` -\&\(-\+\:-\@\/] of the original; the apostrophe is no symbol.
    private static ReadOnlySpan<Kind> Kinds => s_kinds;

    private static readonly Kind[] s_kinds = [.. Enumerable.Range(0, 128).Select(c => KindOf((char)c))];

    /// <summary>What the original replaces before it cuts: markup, line ends within words, escaped characters.</summary>
    internal static ReadOnlySpan<char> Unescape(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny('&', '<', '\n'))
            return text;
        var line = text.ToString()
            .Replace("<skipped>", "", StringComparison.Ordinal)
            .Replace("-\n", "", StringComparison.Ordinal)
            .Replace('\n', ' ');
        return line.Contains('&')
            ? line.Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
                .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
            : line;
    }

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isChinese">Whether Chinese characters are words; the text then has no space set around it, unlike in 13a.</param>
    /// <param name="words">The words are added to it.</param>
    internal static void Cut(ReadOnlySpan<char> text, bool isChinese, WordList words)
    {
        var start = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var kind = c < 128 ? Kinds[c] : PythonText.IsSpace(c) ? Kind.Space : isChinese && IsChinese(c) ? Kind.Symbol : Kind.Letter;
            if (kind == Kind.Letter || kind == Kind.Hyphen && !IsDigit(text, i - 1))
            {
                if (start < 0)
                    start = i;
            }
            else if (kind == Kind.Mark)
            {
                i = Marks(text, i, isChinese, ref start, words);
            }
            else
            {
                End(words, ref start, i);
                if (kind != Kind.Space)
                    words.Add(i, 1);
            }
        }

        End(words, ref start, text.Length);
    }

    // A run of periods and commas; returns its last place.
    private static int Marks(ReadOnlySpan<char> text, int first, bool isChinese, ref int start, WordList words)
    {
        var last = first;
        while (last + 1 < text.Length && text[last + 1] is '.' or ',')
            last++;
        var holdsBefore = IsDigit(text, first - 1) || isChinese && first == 0;
        var digitAfter = IsDigit(text, last + 1);
        var cutsAfter = !digitAfter && (last + 1 < text.Length || !isChinese);
        var run = last - first + 1;
        if (run == 1 && holdsBefore && !cutsAfter)
        {
            if (start < 0)
                start = first;
            return last;
        }

        End(words, ref start, first);
        for (var i = first; i < last; i++)
            words.Add(i, 1);

        // Pairs are taken from the character before the run on, or, where that is a digit, from the run's first on; the second of a pair is cut off.
        if (cutsAfter || run % 2 == (holdsBefore ? 0 : 1))
            words.Add(last, 1);
        else
            start = last;
        return last;
    }

    private static void End(WordList words, ref int start, int at)
    {
        if (start >= 0)
            words.Add(start, at - start);
        start = -1;
    }

    private static bool IsDigit(ReadOnlySpan<char> text, int at) => (uint)at < (uint)text.Length && char.IsAsciiDigit(text[at]);

    private static Kind KindOf(char c)
    {
        if (PythonText.IsSpace(c))
            return Kind.Space;
        return c switch
        {
            '.' or ',' => Kind.Mark,
            '-' => Kind.Hyphen,
            (>= '{' and <= '~') or (>= '[' and <= '`') or (>= ' ' and <= '&') or (>= '(' and <= '+') or (>= ':' and <= '@') or '/' => Kind.Symbol,
            _ => Kind.Letter,
        };
    }

    // sacrebleu writes the supplementary planes as "\u20000" and "\u2f800", which Python reads as U+2000 and U+2F80 with a zero after them: what
    // is in force is U+2001..U+2A6D and U+2F81..U+2FA1, dashes and quotation marks among them, and no supplementary plane.
    private static bool IsChinese(char c) => c >= '\u2001' && c switch
    {
        <= '\u2A6D' => true,
        >= '\u2E80' and <= '\u2FDF' => c <= '\u2EFF' || c >= '\u2F00',
        >= '\u2FF0' and <= '\u303F' => true,
        >= '\u3100' and <= '\u312F' => true,
        >= '\u31A0' and <= '\u31BF' => true,
        >= '\u31C0' and <= '\u31EF' => true,
        >= '\u3200' and <= '\u4DB5' => true,
        >= '\u4E00' and <= '\u9FBB' => true,
        >= '\uF900' and <= '\uFA2D' => true,
        >= '\uFA30' and <= '\uFA6A' => true,
        >= '\uFA70' and <= '\uFAD9' => true,
        >= '\uFE10' and <= '\uFE1F' => true,
        >= '\uFE30' and <= '\uFE4F' => true,
        >= '\uFF00' and <= '\uFFEF' => true,
        _ => false,
    };
}
