using Rlar.Rewards.Reading.Python;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>IFBench's kinds of words and sentences.</summary>
internal static class IfBenchWords
{
    private static readonly char[] s_trimmed = [.. PythonText.Punctuation, ' '];
    private static readonly int[] s_primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97];

    /// <summary>The kinds.</summary>
    internal static IReadOnlyList<InstructionKind> Kinds { get; } =
    [
        new("words:alphabet", IsAlphabetLoop),
        new("words:vowel", HasThreeVowels),
        new("words:consonants", text => PythonText.Split(text.ToLowerInvariant()).TrueForAll(HasCluster)),
        new("words:palindrome", text => PlainWords(text.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal).Count(word => PythonWords.Length(word) >= 5 && IfEvalG.IsPalindrome(word)) >= 10),
        new("words:prime_lengths", text => PlainWords(text).TrueForAll(word => s_primes.Contains(PythonWords.Length(word)))),
        new("words:repeats", Repeats),
        new("words:last_first", LinksSentences),
        new("words:paragraph_last_first", text => Array.TrueForAll(text.Split('\n'), EndsAsItStarts)),
        new("words:no_consecutive", text => !HasNeighbours(PlainWords(text.ToLowerInvariant()))),
        new("words:keywords_specific_position", arguments =>
            IfEvalG.KeywordPosition(
                arguments,
                PunktSentences.Split,
                sentence => TreebankWords.Of(sentence).FindAll(token => token.EnumerateRunes().Any(System.Text.Rune.IsLetterOrDigit)),
                StringComparison.OrdinalIgnoreCase)),
        new("words:words_position", SecondWords),
        new("sentence:keyword", SentenceKeyword),
        new("sentence:increment", Increment),
        new("sentence:alliteration_increment", AlliteratesMore),
    ];

    private static List<string> PlainWords(string text) => PythonText.Split(PythonText.WithoutPunctuation(text));

    private static bool IsAlphabetLoop(string text)
    {
        var words = PlainWords(text).ConvertAll(word => word.ToLowerInvariant());
        if (words.Count == 0 || !char.IsAsciiLetter(words[0][0]))
            return false;
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i][0] != 'a' + ((words[0][0] - 'a' + i) % 26))
                return false;
        }

        return true;
    }

    private static bool HasThreeVowels(string text)
    {
        var paragraph = PythonText.Strip(text);
        return !paragraph.Contains('\n') && "aeiou".Count(vowel => text.Contains(vowel, StringComparison.OrdinalIgnoreCase)) <= 3;
    }

    private static bool HasCluster(string word)
    {
        for (var i = 0; i + 1 < word.Length; i++)
        {
            if (IsConsonant(word[i]) && IsConsonant(word[i + 1]))
                return true;
        }

        return false;
    }

    private static bool IsConsonant(char c) => char.IsAsciiLetterLower(c) && !"aeiou".Contains(c);

    private static Predicate<string> Repeats(InstructionArguments arguments)
    {
        var most = arguments.Count("small_n");
        return text => PlainWords(text.ToLowerInvariant()).CountBy(word => word).All(word => word.Value <= most);
    }

    private static bool LinksSentences(string text)
    {
        var sentences = PunktSentences.Split(text);
        for (var i = 0; i + 1 < sentences.Count; i++)
        {
            var last = PythonText.Split(sentences[i].TrimEnd(s_trimmed));
            var first = PythonText.Split(sentences[i + 1].TrimStart(s_trimmed));
            if (last.Count == 0 || first.Count == 0 || !last[^1].Equals(first[0], StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }

    private static bool EndsAsItStarts(string paragraph)
    {
        var words = PythonText.Split(PythonText.Strip(paragraph).ToString().ToLowerInvariant().Trim(s_trimmed));
        return words.Count == 0 || words[0] == words[^1];
    }

    private static bool HasNeighbours(List<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i].EnumerateRunes().First() == words[i + 1].EnumerateRunes().First())
                return true;
        }

        return false;
    }

    private static Predicate<string> SecondWords(InstructionArguments arguments)
    {
        var keyword = arguments.Stripped("keyword");
        return text =>
        {
            var tokens = TreebankWords.Of(text);
            if (tokens.Count < 2)
                return false;

            // A token in string.punctuation is any stretch of that text.
            var fromEnd = PythonText.Punctuation.Contains(tokens[^1], StringComparison.Ordinal) ? 3 : 2;
            return tokens.Count >= fromEnd
                && tokens[1].Equals(keyword, StringComparison.OrdinalIgnoreCase)
                && tokens[^fromEnd].Equals(keyword, StringComparison.OrdinalIgnoreCase);
        };
    }

    private static Predicate<string> SentenceKeyword(InstructionArguments arguments)
    {
        var keyword = new KeywordPattern(arguments, "word", System.Text.RegularExpressions.Regex.Escape(arguments.Text("word")), isWholeWord: true);
        var nth = arguments.Count("N", least: 1);
        return text => PunktSentences.Split(text) is var sentences && sentences.Count >= nth && keyword.Occurs(sentences[nth - 1]);
    }

    private static Predicate<string> Increment(InstructionArguments arguments)
    {
        var step = arguments.Count("small_n");
        return text =>
        {
            var counts = PunktSentences.Split(text).ConvertAll(sentence => PythonText.CountSplit(PythonText.WithoutPunctuation(sentence)));
            for (var i = 0; i + 1 < counts.Count; i++)
            {
                if (counts[i + 1] != counts[i] + step)
                    return false;
            }

            return true;
        };
    }

    private static bool AlliteratesMore(string text)
    {
        var before = -1;
        foreach (var sentence in PunktSentences.Split(text))
        {
            var letters = PythonText.Split(sentence.ToLowerInvariant())
                .Select(word => word.TrimStart(s_trimmed))
                .Where(word => word.Length > 0)
                .Select(word => word[0])
                .ToArray();
            var (count, isRun) = (0, false);
            for (var i = 0; i + 1 < letters.Length; i++)
            {
                var isSame = letters[i] == letters[i + 1];
                count += !isSame ? 0 : isRun ? 1 : 2;
                isRun = isSame;
            }

            if (count <= before)
                return false;
            before = count;
        }

        return true;
    }
}
