namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// Puts the pieces of a program together that is not Python: to the block that runs come those that define what it uses and does not define
/// itself, and includes where it has none. A block that is a whole program is another try and no piece.
/// </summary>
internal static class ProgramPieces
{
    /// <summary>The program of a block.</summary>
    /// <param name="blocks">The blocks of its language.</param>
    /// <param name="chosen">Which of them runs.</param>
    /// <param name="marks">What programs of the language have.</param>
    /// <param name="hasInput">Whether it is given input.</param>
    internal static string Join(List<FencedBlock> blocks, int chosen, LanguageMarks marks, bool hasInput)
    {
        var text = blocks[chosen].Text;
        if (blocks.Count == 1 || !marks.Joins)
            return text;
        var used = WordsOf(text);
        var defined = DefinedBy(text);
        var includes = HasIncludes(text);
        var pieces = new List<string>();
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            var other = blocks[i].Text;
            if (i == chosen || IsWhole(other, marks, hasInput))
                continue;
            var names = DefinedBy(other);
            if (names.Overlaps(defined) || !(names.Overlaps(used) || (!includes && HasIncludes(other))))
                continue;
            pieces.Insert(0, other);
            defined.UnionWith(names);
            used.UnionWith(WordsOf(other));
            includes |= HasIncludes(other);
        }

        pieces.Insert(marks.JoinsBehind ? 0 : pieces.Count, text);
        return string.Join('\n', pieces);
    }

    private static bool IsWhole(string text, LanguageMarks marks, bool hasInput) =>
        marks.Weight(text, hasInput) is var weight && (weight < 0 || weight >= (marks.Has.Count > 0 ? 4 : hasInput ? 3 : 1));

    private static bool HasIncludes(string text) => text.Contains("#include", StringComparison.Ordinal);

    /// <summary>What lines at the margin define: the word before the bracket, brace or equals sign, where no statement ends with it.</summary>
    private static HashSet<string> DefinedBy(string text)
    {
        var names = new HashSet<string>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var end = line.IndexOfAny("(={");
            if (end <= 0 || !(char.IsAsciiLetter(line[0]) || line[0] == '_') || (line[end] == '(' && line.TrimEnd().EndsWith(";") && !line.Contains('{')))
                continue;
            var head = line[..end];
            var colon = head.IndexOf(" : ");
            head = (colon < 0 ? head : head[..colon]).TrimEnd();
            var start = head.Length;
            while (start > 0 && IsWordPart(head[start - 1]))
                start--;
            if (start < head.Length && (start == 0 || head[start - 1] != '.'))
                names.Add(head[start..].ToString());
        }

        return names;
    }

    private static HashSet<string> WordsOf(string text)
    {
        var words = new HashSet<string>();
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && IsWordPart(text[i]))
                i++;
            if (i > start)
                words.Add(text[start..i]);
        }

        return words;
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
