using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>
/// Counts of the Markdown that IFEval looks for. Each does by hand what re.findall or re.split does with the pattern that it names, and
/// reads every character a bounded number of times.
/// </summary>
internal static class Marks
{
    /// <summary>Matches of \[.*?\].</summary>
    internal static int Placeholders(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = text.IndexOf('['); at >= 0 && at < text.Length;)
        {
            var length = text[at..].IndexOfAny(']', '\n');
            if (length < 0)
                break;
            if (text[at + length] == ']')
                count++;
            var next = text[(at + length + 1)..].IndexOf('[');
            if (next < 0)
                break;
            at += length + 1 + next;
        }

        return count;
    }

    /// <summary>Matches of ^\s*\*[^\*].*$ and of ^\s*-.*$, line by line; the whitespace may hold empty lines.</summary>
    internal static int Bullets(ReadOnlySpan<char> text) => LineMarks(text, isStar: true) + LineMarks(text, isStar: false);

    private static int LineMarks(ReadOnlySpan<char> text, bool isStar)
    {
        var count = 0;
        var line = 0;
        while (line >= 0 && line < text.Length)
        {
            var mark = PythonText.SkipSpace(text, line);
            if (mark == text.Length)
                break;
            var isBullet = isStar ? text[mark] == '*' && mark + 1 < text.Length && text[mark + 1] != '*' : text[mark] == '-';
            var end = mark;
            if (isBullet)
            {
                count++;
                end = isStar ? mark + 2 : mark + 1; // [^\*] may be a line's end
                if (end > 0 && end < text.Length && text[end - 1] == '\n' && text[end] == '\n')
                {
                    line = end;
                    continue;
                }
            }

            var length = text[end..].IndexOf('\n');
            line = length < 0 ? -1 : end + length + 1;
        }

        return count;
    }

    /// <summary>Matches of \*[^\n\*]*\* and of \*\*[^\n\*]*\*\* that hold more than whitespace.</summary>
    internal static int Highlights(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = text.IndexOf('*'); at >= 0;)
        {
            var length = text[(at + 1)..].IndexOfAny('*', '\n');
            if (length < 0)
                break;
            var end = at + 1 + length;
            if (text[end] == '*')
            {
                if (!PythonText.IsBlank(text[(at + 1)..end]))
                    count++;
                end++;
            }

            var next = text[end..].IndexOf('*');
            at = next < 0 ? -1 : end + next;
        }

        return count + DoubleHighlights(text);
    }

    private static int DoubleHighlights(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = text.IndexOf("**"); at >= 0;)
        {
            var length = text[(at + 2)..].IndexOfAny('*', '\n');
            if (length < 0)
                break;
            var end = at + 2 + length;
            var from = at + 1;
            if (text[end] == '*' && end + 1 < text.Length && text[end + 1] == '*')
            {
                if (!PythonText.IsBlank(text[(at + 2)..end]))
                    count++;
                from = end + 2;
            }
            else if (length > 0)
            {
                from = end;
            }

            var next = text[from..].IndexOf("**");
            at = next < 0 ? -1 : from + next;
        }

        return count;
    }

    /// <summary>The parts that re.split(r"\s?\*\*\*\s?") gives: whether each is blank.</summary>
    internal static List<bool> BlankParagraphs(ReadOnlySpan<char> text)
    {
        var blanks = new List<bool>();
        var start = 0;
        for (var at = text.IndexOf("***"); at >= 0;)
        {
            blanks.Add(PythonText.IsBlank(text[start..at]));
            start = at + 3;
            if (start < text.Length && PythonText.IsSpace(text[start]))
                start++;
            var next = text[start..].IndexOf("***");
            at = next < 0 ? -1 : start + next;
        }

        blanks.Add(PythonText.IsBlank(text[start..]));
        return blanks;
    }

    /// <summary>The number of parts, blank ones at the ends left out; null where one in the middle is blank.</summary>
    internal static int? Paragraphs(IReadOnlyList<bool> blanks)
    {
        var count = blanks.Count;
        for (var i = 0; i < blanks.Count; i++)
        {
            if (!blanks[i])
                continue;
            if (i > 0 && i < blanks.Count - 1)
                return null;
            count--;
        }

        return count;
    }

    /// <summary>The parts between separators: whether each is blank.</summary>
    internal static List<bool> BlankParts(string text, string separator)
    {
        var blanks = new List<bool>();
        foreach (var part in text.AsSpan().Split(separator))
            blanks.Add(PythonText.IsBlank(text.AsSpan()[part]));
        return blanks;
    }

    /// <summary>Whether a match of &lt;&lt;[^\n]+&gt;&gt; holds more than brackets and whitespace.</summary>
    internal static bool HasTitle(ReadOnlySpan<char> text)
    {
        foreach (var line in text.Split('\n'))
        {
            var content = text[line];
            var start = content.IndexOf("<<");
            if (start < 0)
                continue;
            var end = content.LastIndexOf(">>");
            if (end >= start + 3 && !PythonText.IsBlank(content[start..(end + 2)].TrimStart('<').TrimEnd('>')))
                return true;
        }

        return false;
    }
}
