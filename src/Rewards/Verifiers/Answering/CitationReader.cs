using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>Reads an answer's sentences with their marks ([1], [1, 3], [1-3], 【2】) and quotations of four words or more.</summary>
internal static partial class CitationReader
{
    private const int MostInRange = 100;
    private const int FewestWordsQuoted = 4;
    private const int MostTurns = 4;

    // "a [1]" says nothing that a passage could support.
    private const int FewestCharactersSaid = 2;

    /// <summary>The sentences with words in them. A mark after a full stop belongs to the sentence before it.</summary>
    public static IReadOnlyList<CitedSentence> Sentences(string text) => SentencesAsWritten(WithShortBlanks(text));

    /// <summary>The same, in time that is quadratic in the longest run of white space.</summary>
    internal static IReadOnlyList<CitedSentence> SentencesAsWritten(string text)
    {
        var sentences = new List<CitedSentence>();
        foreach (var match in Sentence().EnumerateMatches(text))
        {
            var sentence = text.Substring(match.Index, match.Length);
            var words = Mark().Replace(sentence, " ");
            if (words.Count(char.IsLetterOrDigit) >= FewestCharactersSaid)
                sentences.Add(new CitedSentence(Marks(sentence), Quotes(sentence)));
        }

        return sentences;
    }

    private static List<int> Marks(string sentence)
    {
        var marks = new List<int>();
        foreach (var match in Mark().EnumerateMatches(sentence))
        {
            var list = sentence.AsSpan(match.Index + 1, match.Length - 2);
            if (sentence[match.Index] != '[' && list.IndexOfAnyExceptInRange('0', '9') is var end and >= 0)
                list = list[..end];
            foreach (var part in list.ToString().Split(','))
            {
                var ends = part.Split('-', '\u2013');
                if (!Number(ends[0], out var first) || !Number(ends[^1], out var last))
                    continue;
                for (var i = first; i <= Math.Min(last, first + MostInRange); i++)
                    marks.Add(i);
            }
        }

        return marks;
    }

    private static bool Number(string text, out int number) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static List<string> Quotes(string sentence)
    {
        var quotes = new List<string>();
        foreach (var match in Quote().EnumerateMatches(sentence))
        {
            var quote = sentence.Substring(match.Index + 1, match.Length - 2);
            if (quote.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= FewestWordsQuoted)
                quotes.Add(quote);
        }

        return quotes;
    }

    /// <summary>
    /// The text with at most four turns of line breaks and blanks in a row, which reads the same: each sentence looks behind the blanks after it for a mark,
    /// and a megabyte of empty lines would be looked through from every line.
    /// </summary>
    internal static string WithShortBlanks(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsWhiteSpace(text[at]))
            {
                kept.Append(text[at]);
                continue;
            }

            // Line breaks and other blanks by turns; of many turns as many pairs are left out as leave both ends what they were.
            var (first, turns) = (at, 1);
            for (; at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]); at++)
                turns += (text[at + 1] == '\n') == (text[at] == '\n') ? 0 : 1;
            if (turns <= MostTurns)
                kept.Append(text, first, at + 1 - first);
            else
                kept.Append((text[first] == '\n' ? "\n \n " : " \n \n").AsSpan(0, turns % 2 == 0 ? MostTurns : MostTurns - 1));
        }

        return kept.ToString();
    }

    // up to a full stop, a question or exclamation mark or a line break, and the quotation marks and citations after it
    [GeneratedRegex(
        @"[^.!?\n]+([.][0-9A-Za-z][^.!?\n]*)*[.!?\n]*[""\u201d]?(\s*(\[[0-9][0-9,\s\u2013-]*\]|\u3010[0-9]+[^\u3010\u3011\n]*\u3011))*",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Sentence();

    [GeneratedRegex(
        @"\[[0-9][0-9,\s\u2013-]*\]|\u3010[0-9]+[^\u3010\u3011\n]*\u3011",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();

    [GeneratedRegex(@"[""\u201c][^""\u201c\u201d\n]+[""\u201d]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Quote();
}

/// <summary>A sentence with what it cites.</summary>
/// <param name="Marks">Numbers of passages.</param>
/// <param name="Quotes">Texts in quotation marks.</param>
internal sealed record CitedSentence(IReadOnlyList<int> Marks, IReadOnlyList<string> Quotes);
