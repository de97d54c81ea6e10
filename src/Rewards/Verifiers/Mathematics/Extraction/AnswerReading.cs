using System.Text;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Reading;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>An answer as it reads: as mathematics, where it is, and as words in any case.</summary>
/// <param name="Extracted">What was read.</param>
/// <param name="Tree">The mathematics, or null.</param>
internal sealed partial record AnswerReading(ExtractedAnswer Extracted, MathNode? Tree)
{
    private static readonly LinearPattern s_textCommand = new(TextCommand());
    private static readonly LinearPattern s_spaces = new(Spaces());
    private const int LongestWords = 400;

    private static readonly string[] s_articles = ["the ", "a ", "an "];

    private static readonly HashSet<string> s_answers =
        ["yes", "no", "true", "false", "maybe", "perhaps", "possibly", "or", "both", "neither", "either", "never", "sometimes", "unknown"];

    // With these, what follows a comma says why, or the same again.
    private static readonly HashSet<string> s_explaining =
    [
        "because", "since", "as", "so", "thus", "hence", "for", "by", "from", "due", "via", "using", "given", "when", "where", "which", "that", "if", "not",
        "it", "its", "it's", "this", "these", "they", "there", "we", "he", "she", "both", "indeed", "definitely", "certainly", "always", "of", "in", "on",
        "at", "with", "i", "i'm", "the", "namely", "see",
        "under", "every", "all", "any", "one", "only", "qed", "proved", "though", "although", "but", "correct", "right",
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];

    private string? _words;

    /// <summary>
    /// The words, without commands, case and punctuation. Most answers that read as mathematics are never asked for them.
    /// </summary>
    internal string Words => _words ??= Extracted.Text.Length <= LongestWords ? InWords(Extracted.Text) : "";

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="fuel">What may be spent.</param>
    /// <param name="isExclaimed">Whether the text ends in an exclamation mark: "the answer is 5!." speaks of a factorial.</param>
    internal static AnswerReading Of(ExtractedAnswer answer, Fuel fuel, bool isExclaimed = false)
    {
        var tree = MathReader.Read(Padding.Without(answer.Text), answer.IsProse, fuel);
        return new(answer, tree is not null && isExclaimed && IsExclaimed(answer)
            && MathReader.Read(answer.Text.TrimEnd('!'), answer.IsProse, fuel) is { } said ? new MathNode.Either(said, tree) : tree);
    }

    // "The answer is 5!" may be a factorial, and is more often glad of a 5.
    private static bool IsExclaimed(ExtractedAnswer answer) => answer is { IsProse: true, Source: AnswerSource.Phrase or AnswerSource.LastNumber }
        && answer.Text is [.., >= '0' and <= '9', '!'];

    /// <summary>Whether a text begins with these words and then ends, or goes on to explain.</summary>
    internal static bool Opens(string text, string words)
    {
        var opening = InWords(text.Length <= LongestWords ? text : text[..LongestWords]);
        if (words.Length == 0 || !opening.StartsWith(words, StringComparison.Ordinal))
            return false;
        var rest = opening.AsSpan(words.Length);
        return rest.IsEmpty || (rest[0] is ',' or '.' or ';' && !IsHedge(rest, words))
            || rest.StartsWith(" because") || rest.StartsWith(" since") || rest.StartsWith(" as ");
    }

    /// <summary>Whether what follows the words is another short answer, and no explanation: "yes, no", "blue, red".</summary>
    private static bool IsHedge(ReadOnlySpan<char> rest, string words)
    {
        var follows = rest[1..].Trim();
        var end = follows.IndexOfAny(",.;");
        var next = (end < 0 ? follows : follows[..end]).Trim();
        if (next.IsEmpty)
            return false;
        var first = next.IndexOf(' ') is var blank and >= 0 ? next[..blank] : next;
        if (s_answers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(first))
            return !next.SequenceEqual(words) && (next.Length == first.Length || first is "or" or "maybe" or "perhaps" or "possibly");
        return rest[0] != '.' && next.Count(' ') <= Math.Max(1, words.AsSpan().Count(' ')) && !next.SequenceEqual(words)
            && !s_explaining.GetAlternateLookup<ReadOnlySpan<char>>().Contains(first);
    }

    private static string InWords(string text)
    {
        var words = new StringBuilder(s_textCommand.Replace(text, " "));
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] is '{' or '}' or '$' or '~' or '*' or '\n' or '\t' or '"')
                words[i] = ' ';
        }

        var joined = s_spaces.Replace(words.ToString(), " ").Trim(' ', '.', ',', ';', ':');
        if (joined.Length == 3 && joined[0] == '(' && joined[2] == ')')
            joined = joined[1..2]; // (B)
        if (joined.Length == 1)
            return joined;
        joined = joined.ToLowerInvariant();
        foreach (var article in s_articles)
        {
            if (joined.StartsWith(article, StringComparison.Ordinal))
                joined = joined[article.Length..];
        }

        return joined.EndsWith(" solutions", StringComparison.Ordinal) ? joined[..^1] : joined;
    }

    [GeneratedRegex(
        @"\\(text\w*|math(rm|bf|it|sf)|mbox|hbox|left|right|boxed|operatorname|displaystyle|[,;:! ()\[\]])\s*",
        PatternOptions.Exact)]
    private static partial Regex TextCommand();

    [GeneratedRegex(@"\s+", PatternOptions.Exact)]
    private static partial Regex Spaces();
}
