using System.Buffers;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// Python that stands in an answer without a fence: where it starts and where it ends. It ends before the first line at the margin that no Python
/// is: two plain words side by side, a tag, an item of a list, a sentence's end. Texts of several lines may hold such lines.
/// </summary>
internal static partial class BareCode
{
    private static readonly SearchValues<char> s_prefixes = SearchValues.Create("rbfuRBFUtT");
    private static readonly HashSet<string> s_keywords =
    [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del", "elif", "else", "except",
        "exec", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match", "nonlocal", "not", "or", "pass", "print", "raise",
        "return", "try", "type", "while", "with", "yield",
    ];

    /// <summary>Where the code of a text starts, or -1: the first import or definition with the assignments above it, else the first statement.</summary>
    /// <param name="text">The text.</param>
    internal static int Start(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept("\r\n");
        if (first < 0)
            return -1;

        // The rest of a function that the prompt begins.
        if (text[first] is ' ' or '\t' && !IsProse(LineAt(text, first).Trim()))
            return 0;
        var definition = Definition().Match(text);
        if (!definition.Success)
        {
            foreach (var statement in Statement().EnumerateMatches(text))
            {
                if (!IsProse(LineAt(text, statement.Index)))
                    return statement.Index;
            }

            return -1;
        }

        var start = definition.Index;
        for (var at = start; at > 0;)
        {
            at = at < 2 ? 0 : text.LastIndexOf('\n', at - 2) + 1;
            var line = LineAt(text, at).Trim();
            if (Assignment().IsMatch(line) && !IsProse(line))
                start = at;
            else if (line.Length > 0 && line[0] != '#')
                break;
        }

        return start;
    }

    /// <summary>The code that a text begins with, or null where there is none.</summary>
    /// <param name="text">The text.</param>
    internal static string? Of(string text)
    {
        var quote = '\0';
        for (var at = 0; at < text.Length;)
        {
            var line = LineAt(text, at);
            if (quote == 0 && line.Length > 0 && !char.IsWhiteSpace(line[0]) && IsProse(line.TrimEnd()))
                return string.IsNullOrWhiteSpace(text[..at]) ? null : text[..at];
            quote = After(line, quote);
            at += line.Length + 1;
        }

        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static ReadOnlySpan<char> LineAt(string text, int at)
    {
        var line = text.AsSpan(at);
        var end = line.IndexOf('\n');
        return end < 0 ? line : line[..end];
    }

    /// <summary>The mark of the triple-quoted text that is open behind a line, or none.</summary>
    private static char After(ReadOnlySpan<char> line, char quote)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c is '"' or '\'' && i + 2 < line.Length && line[i + 1] == c && line[i + 2] == c)
            {
                quote = quote == 0 ? c : quote == c ? '\0' : quote;
                i += 2;
            }
            else if (quote == 0 && c == '#')
            {
                return quote;
            }
            else if (quote == 0 && c is '"' or '\'')
            {
                i = EndOfText(line, i);
            }
        }

        return quote;
    }

    /// <summary>Whether a line at the margin is no Python.</summary>
    private static bool IsProse(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("- ") || line.StartsWith("* ") || line.StartsWith("**") || Tag().IsMatch(line) || Label().IsMatch(line))
            return true;
        var isWord = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '#')
                return false;
            if (c is '"' or '\'')
            {
                isWord = false;
                var end = EndOfText(line, i);
                if (end == i + 1 && end < line.Length && line[end] == c)
                    return false;
                i = end;
            }
            else if (char.IsLetterOrDigit(c) || c == '_')
            {
                var start = i;
                while (i + 1 < line.Length && (char.IsLetterOrDigit(line[i + 1]) || line[i + 1] == '_'))
                    i++;
                var word = line[start..(i + 1)];
                var isPlain = !s_keywords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
                if (isPlain && isWord)
                    return true;
                isWord = isPlain;

                // It's, don't: letters before a mark that are no kind of text.
                if (i + 1 < line.Length && line[i + 1] is '\'' or '"')
                {
                    if (word.Length > 2 || word.ContainsAnyExcept(s_prefixes))
                        return true;
                    isWord = false;
                }
            }
            else if (c > '\x7f')
            {
                return true;
            }
            else if (c is not (' ' or '\t'))
            {
                if (c is '.' or '!' or '?' && i == line.Length - 1 && char.IsLetter(line[0]) && i > 0 && char.IsLetter(line[i - 1]))
                    return true;
                isWord = c == '.' && i > 0 && char.IsAsciiDigit(line[0]) && line[..i].IndexOfAnyExceptInRange('0', '9') < 0;
            }
        }

        return false;
    }

    /// <summary>Where a text that starts in a line ends in it: at its mark, or at the end of the line.</summary>
    private static int EndOfText(ReadOnlySpan<char> line, int at)
    {
        for (var i = at + 1; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] == line[at])
                return i;
        }

        return line.Length;
    }

    [GeneratedRegex(
        @"^(?:from\s+[\w.]+\s+import\b|import\s+[\w.]+[ \t]*(?:,|as\b|;|\#|\r?$)"
        + @"|def\s+\w+\s*\(|async\s+def\s|class\s+\w+\s*[:(]|@\w+)",
        RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Definition();

    [GeneratedRegex(
        @"^(?:[A-Za-z_*][\w.,* \t]*[-+*/]?=[ \t]*[^=\s]|[a-z_][\w.]*\(|(?:for|while|if|with)\b.*:[ \t]*\r?$|try:)",
        RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\A[A-Za-z_*][\w.,* \t]*(?::[ \t]*[\w.\[\], ]+)?=[ \t]*[^=\s]", RegexOptions.NonBacktracking)]
    private static partial Regex Assignment();

    // [DONE], [/PYTHON], </answer>, <|im_end|>
    [GeneratedRegex(@"\A(?:\[/?[A-Z][A-Z_]*\]|</?[A-Za-z_]+>|<\|.*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    // "Explanation:", "Time complexity: O(n)"; but not "Graph: dict = {}".
    [GeneratedRegex(@"\A[A-Z][a-z]+(?:[ ][\w ]*)?:\z", RegexOptions.NonBacktracking)]
    private static partial Regex Label();
}
