namespace Rlar.Agents.Verifiers.Mathematics.Extraction;

/// <summary>Finds boxes with their places, and joins those that a sentence gives together: "\boxed{1} and \boxed{2}".</summary>
internal static class BoxSpans
{
    private static readonly string[] s_commands = ["\\boxed", "\\fbox"];

    /// <summary>The last box, or run of joined boxes: where it begins and ends, and what is in it. Null without one.</summary>
    internal static (int Start, int End, string Content)? Last(string text)
    {
        var boxes = All(text);
        if (boxes.Count == 0)
            return null;
        var first = boxes.Count - 1;
        while (first > 0 && Joins(text.AsSpan(boxes[first - 1].End, boxes[first].Start - boxes[first - 1].End)))
            first--;
        var contents = boxes.Skip(first).Select(b => b.Content).ToList();
        var content = contents.Count == 1 || contents.TrueForAll(c => c.Trim() == contents[0].Trim()) ? contents[0] : string.Join(" , ", contents);
        return (boxes[first].Start, boxes[^1].End, content);
    }

    private static List<(int Start, int End, string Content)> All(string text)
    {
        var boxes = new List<(int, int, string)>();
        var at = 0;
        while (Opening(text, at) is var (start, brace) && start >= 0)
        {
            var close = Closing(text, brace + 1);
            if (close < 0)
                break; // a box that is open to the end holds all that follows, and is none
            boxes.Add((start, close + 1, text[(brace + 1)..close]));
            at = close + 1;
        }

        return boxes;
    }

    private static (int Start, int Brace) Opening(string text, int from)
    {
        for (var at = text.IndexOf('\\', from); at >= 0; at = text.IndexOf('\\', at + 1))
        {
            foreach (var command in s_commands)
            {
                if (string.CompareOrdinal(text, at, command, 0, command.Length) != 0)
                    continue;
                var brace = at + command.Length;
                while (brace < text.Length && char.IsWhiteSpace(text[brace]))
                    brace++;
                if (brace < text.Length && text[brace] == '{')
                    return (at, brace);
            }
        }

        return (-1, -1);
    }

    private static int Closing(string text, int from)
    {
        var depth = 1;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                if (i + 1 < text.Length && text[i + 1] is '{' or '}')
                    i++;
            }
            else if (text[i] == '{')
            {
                depth++;
            }
            else if (text[i] == '}' && --depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    // Between joined boxes stand commas, signs, "and" or "or", but no word and no end of a sentence.
    private static bool Joins(ReadOnlySpan<char> between)
    {
        var letters = new System.Text.StringBuilder();
        for (var i = 0; i < between.Length; i++)
        {
            var c = between[i];
            if (c is '.' or '?' or '!' or ':')
                return false;
            if (char.IsLetter(c))
                _ = letters.Append(c);
            else if (letters.Length > 0 && letters[^1] != ' ')
                _ = letters.Append(' ');
        }

        foreach (var word in letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is not ("and" or "or" or "text" or "quad" or "qquad" or "textbf" or "mbox" or "mathrm"))
                return false;
        }

        return true;
    }
}
