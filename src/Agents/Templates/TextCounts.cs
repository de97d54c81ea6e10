using System.Globalization;

namespace Rlar.Agents.Templates;

/// <summary>What can be counted in an answer. Each reads every character a bounded number of times.</summary>
internal static class TextCounts
{
    private const string Ends = ".!?…。！？";
    private const string Closers = "\"'”’»)]*_";

    // A full stop behind these ends no sentence.
    private static readonly HashSet<string> s_abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "z.b", "bzw", "ca", "mme", "sr", "sra",
    };

    /// <summary>Runs of characters between blanks that hold a letter or digit.</summary>
    internal static int Words(string text)
    {
        var (count, isWord) = (0, false);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
                isWord = false;
            else if (!isWord && char.IsLetterOrDigit(c))
                (count, isWord) = (count + 1, true);
        }

        return count;
    }

    /// <summary>
    /// Sentences: each ends with a run of <c>. ! ? …</c> before a blank or the end (closing quotes may follow), a text's unfinished last one counts. The
    /// stop of an abbreviation (Dr., e.g.) and of a list's number ends none.
    /// </summary>
    internal static int Sentences(string text)
    {
        var (count, last) = (0, 0);
        foreach (var end in SentenceEnds(text))
            (count, last) = (count + 1, end);
        return text.Skip(last).Any(char.IsLetterOrDigit) ? count + 1 : count;
    }

    /// <summary>The places behind each sentence that is ended, its closing quotes included.</summary>
    internal static List<int> SentenceEnds(string text)
    {
        var ends = new List<int>();
        var (hasWords, wordStart) = (false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                wordStart = i + 1;
                continue;
            }

            hasWords |= char.IsLetterOrDigit(text[i]);
            if (!hasWords || !Ends.Contains(text[i], StringComparison.Ordinal))
                continue;
            var end = i;
            while (end + 1 < text.Length && Ends.Contains(text[end + 1], StringComparison.Ordinal))
                end++;
            var isWide = text[i] > '\u3000';
            var after = end + 1;
            while (after < text.Length && Closers.Contains(text[after], StringComparison.Ordinal))
                after++;
            if ((isWide || after >= text.Length || char.IsWhiteSpace(text[after])) && !(end == i && text[i] == '.' && EndsNothing(text, wordStart, i)))
            {
                ends.Add(after);
                hasWords = false;
            }

            i = end;
        }

        return ends;
    }

    /// <summary>Blocks of lines between blank lines.</summary>
    internal static int Paragraphs(string text)
    {
        var (count, isInside) = (0, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var isBlank = line.IsWhiteSpace();
            count += !isBlank && !isInside ? 1 : 0;
            isInside = !isBlank;
        }

        return count;
    }

    /// <summary>Lines that are not blank.</summary>
    internal static int Lines(string text)
    {
        var count = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
            count += line.IsWhiteSpace() ? 0 : 1;
        return count;
    }

    /// <summary>Unicode characters (code points), blanks included.</summary>
    internal static int Characters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    /// <summary>Lines that begin with <c>-</c>, <c>*</c>, <c>•</c> or <c>+</c>, a blank and something.</summary>
    internal static int Bullets(string text) =>
        CountLines(text, line => line.Length > 2 && "-*•+".Contains(line[0], StringComparison.Ordinal) && line[1] == ' ');

    /// <summary>Lines that begin with a number, <c>.</c> or <c>)</c>, a blank and something.</summary>
    internal static int NumberedItems(string text) => CountLines(text, line =>
    {
        var digits = line.Length - line.TrimStart("0123456789").Length;
        return digits > 0 && line.Length > digits + 2 && line[digits] is '.' or ')' && line[digits + 1] == ' ';
    });

    /// <summary>Occurrences of a text as it is, also inside words, without overlaps.</summary>
    internal static int Occurrences(string text, string part) => text.AsSpan().Count(part);

    private static int CountLines(string text, LineTest test)
    {
        var count = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
            count += test(line.Trim()) ? 1 : 0;
        return count;
    }

    private static bool EndsNothing(string text, int wordStart, int dot)
    {
        var word = text.AsSpan(wordStart, dot - wordStart).TrimStart("(\"'“‘*");
        if (word.Length is > 0 and <= 3 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return wordStart == 0 || text[wordStart - 1] == '\n';
        return s_abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) && dot + 1 < text.Length;
    }

    private delegate bool LineTest(ReadOnlySpan<char> line);
}
