using System.Text;
using System.Text.RegularExpressions;

namespace Rlar.Agents.Templates;

/// <summary>Things that an answer has a number of: emoji, code blocks, citations, headings. Every pattern is matched in linear time.</summary>
internal static class Elements
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // What a person means by "no Markdown".
    private static readonly string[] s_markdown = ["heading", "bold", "italic", "code-block", "inline-code", "table", "link", "list-item"];

    private static readonly Dictionary<string, Func<string, int>> s_counts = new(StringComparer.Ordinal)
    {
        ["code-block"] = CodeBlocks,
        ["inline-code"] = Matches("(?:^|[^`])`[^`\n]+`(?:[^`]|$)"),
        ["table"] = Tables,
        ["heading"] = Matches("^#{1,6} +[^\\s]", RegexOptions.Multiline),
        ["bold"] = Matches(@"\*\*[^*\n]+\*\*|__[^_\n]+__"),
        ["italic"] = Matches(@"(?:^|[^*\w])\*[^*\s][^*\n]*\*(?:[^*\w]|$)|(?:^|[^_\w])_[^_\s][^_\n]*_(?:[^_\w]|$)"),
        ["link"] = Matches(@"\[[^\]\n]+\]\([^)\s]+\)"),
        ["url"] = Matches("https?://[^\\s<>\"]+", RegexOptions.IgnoreCase),
        ["email"] = Matches(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        ["emoji"] = Emoji,
        ["citation"] = Matches(@"\[[0-9]+(?:\s*[,–-]\s*[0-9]+)*\]"),
        ["placeholder"] = Matches(@"\[[^\[\]\n]+\]"),
        ["parenthesis"] = Matches(@"\([^()\n]*\)"),
        ["quotation"] = Matches("\"[^\"\n]+\"|“[^”\n]+”|„[^“”\n]+[“”]|«[^»\n]+»"),
        ["angle-title"] = Matches("<<[^<>\n]+>>"),
        ["html-tag"] = Matches("</?[a-zA-Z][^<>\n]*>"),
        ["formula"] = Matches(@"\$[^$\n]+\$|\\\([^\n]+\\\)|\\\[[^\n]+\\\]"),
        ["hashtag"] = Matches(@"(?:^|\s)#\w+", RegexOptions.Multiline),
        ["number"] = Matches("[0-9]+(?:[.,][0-9]+)*"),
        ["question"] = Matches("[?？]+"),
        ["exclamation"] = Matches("[!！]+"),
        ["contraction"] = Matches(
            @"\b\w+n['’]t\b|\b\w+['’](?:re|ve|ll|d|m)\b|\b(?:it|that|he|she|there|here|what|who|where|let)['’]s\b", RegexOptions.IgnoreCase),
        ["first-person"] = Matches(@"\b(?:i|me|my|mine|myself|we|us|our|ours|ourselves)\b", RegexOptions.IgnoreCase),
        ["second-person"] = Matches(@"\b(?:you|your|yours|yourself|yourselves)\b", RegexOptions.IgnoreCase),
        ["capital-word"] = Matches(@"\b\p{Lu}{2,}\b"),
        ["capital-letter"] = text => text.Count(char.IsUpper),
        ["postscript"] = Matches(@"^[ \t*_]*P\.? ?(?:P\.? ?)?S\b", RegexOptions.Multiline),
        ["highlight"] = Matches(@"\*+[^*\n]+\*+"),
        ["punctuation"] = text => text.Count(char.IsPunctuation),
        ["non-ascii"] = text => text.Count(c => !char.IsAscii(c)),
        ["list-item"] = text => TextCounts.Bullets(text) + TextCounts.NumberedItems(text),
        ["markdown"] = text => s_markdown.Sum(kind => Count(kind, text)),
    };

    /// <summary>The kinds, each with one of it on lines of its own.</summary>
    internal static IReadOnlyList<(string Kind, string Sample)> All { get; } =
    [
        ("code-block", "```\nx\n```"), ("inline-code", "a `x` b"), ("table", "| a | b |\n|---|---|\n| c | d |"), ("heading", "# rain"), ("bold", "**rain**"),
        ("italic", "*rain*"), ("link", "[rain](there)"), ("url", "https://example.org/a"), ("email", "ann@example.org"), ("emoji", "🌧"), ("citation", "[3]"),
        ("placeholder", "[name]"), ("parenthesis", "(rain)"), ("quotation", "\"rain\""), ("angle-title", "<<rain>>"), ("html-tag", "<br>"),
        ("formula", "$x$"), ("hashtag", "#rain"), ("number", "7"), ("question", "rain?"), ("exclamation", "rain!"), ("contraction", "don't"),
        ("first-person", "me"), ("second-person", "you"), ("capital-word", "RAIN"), ("capital-letter", "Rain"),
        ("postscript", "P.S. rain"), ("highlight", "*rain*"),
        ("punctuation", "rain,"),
        ("non-ascii", "é"), ("list-item", "- rain"), ("markdown", "**rain**"),
    ];

    /// <summary>How many of a kind a text has.</summary>
    internal static int Count(string kind, string text) => s_counts[kind](text);

    private static Func<string, int> Matches(string pattern, RegexOptions more = RegexOptions.None)
    {
#pragma warning disable MA0009 // Linear: it does not backtrack
        var regex = new Regex(pattern, Linear | more);
#pragma warning restore MA0009
        return text => regex.Count(text);
    }

    // An opened fence that nothing closes is one, too: a model was cut off within it.
    private static int CodeBlocks(string text)
    {
        var fences = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
            fences += line.TrimStart().StartsWith("```") || line.TrimStart().StartsWith("~~~") ? 1 : 0;
        return (fences + 1) / 2;
    }

    // A row of dashes under a row with bars.
    private static int Tables(string text)
    {
        var (count, hadBar) = (0, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var row = line.Trim();
            count += hadBar && row.Contains('-') && row.Contains('|') && row.TrimStart("|-: ").IsEmpty ? 1 : 0;
            hadBar = row.Contains('|');
        }

        return count;
    }

    // A sequence that is joined, or has a tone or a variation, is one.
    private static int Emoji(string text)
    {
        var (count, isJoined, wasFlag) = (0, false, false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is 0xFE0F or >= 0x1F3FB and <= 0x1F3FF)
                continue;
            var isFlag = rune.Value is >= 0x1F1E6 and <= 0x1F1FF;
            if (IsEmoji(rune) && !isJoined && !(isFlag && wasFlag))
                count++;
            (isJoined, wasFlag) = (rune.Value == 0x200D, isFlag && !wasFlag);
        }

        return count;
    }

    private static bool IsEmoji(Rune rune) =>
        rune.Value is >= 0x1F300 and <= 0x1FAFF or >= 0x1F1E6 and <= 0x1F1FF or >= 0x2600 and <= 0x27BF or 0x2B50 or 0x2B55 or 0x231A or 0x23F0;
}
