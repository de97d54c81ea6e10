using System.Globalization;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>Reads an answer's sentences with their marks ([1], [1, 3], [1-3], 【2】) and quotations of four words or more.</summary>
internal static partial class CitationReader
{
    private const int MostInRange = 100;
    private const int FewestWordsQuoted = 4;

    // "a [1]" says nothing that a passage could support.
    private const int FewestCharactersSaid = 2;

    /// <summary>The sentences with words in them. A mark after a full stop belongs to the sentence before it.</summary>
    public static IReadOnlyList<CitedSentence> Sentences(string text)
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
        foreach (Match match in Mark().Matches(sentence))
        {
            foreach (var part in match.Groups["list"].Value.Split(','))
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

    private static List<string> Quotes(string sentence) => [.. Quote().Matches(sentence).Select(match => match.Groups["quote"].Value)
        .Where(quote => quote.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= FewestWordsQuoted)];

    // up to a full stop, a question or exclamation mark or a line break, and the quotation marks and citations after it
    [GeneratedRegex(
        @"[^.!?\n]+([.][0-9A-Za-z][^.!?\n]*)*[.!?\n]*[""\u201d]?(\s*(\[[0-9][0-9,\s\u2013-]*\]|\u3010[0-9]+[^\u3010\u3011\n]*\u3011))*",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Sentence();

    [GeneratedRegex(
        @"\[(?<list>[0-9][0-9,\s\u2013-]*)\]|\u3010(?<list>[0-9]+)[^\u3010\u3011\n]*\u3011",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();

    [GeneratedRegex(@"[""\u201c](?<quote>[^""\u201c\u201d\n]+)[""\u201d]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Quote();
}

/// <summary>A sentence with what it cites.</summary>
/// <param name="Marks">Numbers of passages.</param>
/// <param name="Quotes">Texts in quotation marks.</param>
internal sealed record CitedSentence(IReadOnlyList<int> Marks, IReadOnlyList<string> Quotes);
