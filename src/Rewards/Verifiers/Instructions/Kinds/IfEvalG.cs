using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Python;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>
/// The kinds that allenai/open-instruct's IFEvalG adds to IFEval's (data set IF_multi_constraints_upto5; Pyatkin et al. 2025, arXiv 2507.02833).
/// Sentences are those of split_into_sentences here, <see cref="IfEvalSentences"/>.
/// </summary>
internal static partial class IfEvalG
{
    /// <summary>The kinds.</summary>
    internal static IReadOnlyList<InstructionKind> Kinds { get; } =
    [
        new("copy:repeat_phrase", RepeatPhrase),
        new("copy:copy", Copy),
        new("copy:copying_simple", Copy),
        new("copy:copying_multiple", CopyMultiple),
        new("new:copy_span_idx", CopySpan),
        new("detectable_format:sentence_hyphens", HasHyphenatedSentences),
        new("detectable_format:square_brackets", text => PythonText.Split(text).TrueForAll(word => word[0] == '[' && word[^1] == ']')),
        new("detectable_format:bigram_wrapping", WrapsBigrams),
        new("keywords:no_adjacent_consecutive", HasNoConsecutiveLetters),
        new("keywords:word_once", WordOnce),
        new("keywords:word_count_different_numbers", WordCount),
        new("keywords:exclude_word_harder", ExcludeWord),
        new("keywords:palindrome", text => PythonText.Split(text).Exists(word => word.Count(char.IsLetter) >= ShortestPalindrome && IsPalindrome(word))),
        new("keywords:keyword_specific_position", arguments => KeywordPosition(arguments, IfEvalSentences.Split, TreebankWords.Of, StringComparison.Ordinal)),
        new("keywords:start_end", StartsAsItEnds),
        new("paragraphs:paragraphs", text => Marks.Paragraphs(Marks.BlankParagraphs(text)) == 2),
        new("paragraphs:paragraphs2", text => Marks.Paragraphs(Marks.BlankParts(text, "\n\n")) == 2),
        new("first_word:first_word_sent", FirstWordOfSentences),
        new("first_word:first_word_answer", FirstWordOfAnswer),
        new("last_word:last_word_sent", LastWordOfSentences),
        new("last_word:last_word_answer", LastWordOfAnswer),
        new("punctuation:punctuation_dot", text => !text.Contains('.')),
        new("punctuation:punctuation_exclamation", text => !text.Contains('!')),
        new("count:lowercase_counting", LowercaseWords),
        new("count:counting_composition", Composition),
        new("count:count_unique", HasUniqueTokens),
        new("count:count_increment_word", IncrementWords),
        new("letters:letter_counting", LetterCount),
        new("letters:letter_counting2", IfEvalKeywords.Kinds.Single(kind => kind.Id == "keywords:letter_frequency").Make),
    ];

    // "a" and "I" read the same from their end, and every text has them.
    private const int ShortestPalindrome = 3;

    /// <summary>Whether a word reads the same from its end, character by character.</summary>
    internal static bool IsPalindrome(string word)
    {
        var runes = word.EnumerateRunes().ToArray();
        return runes.SequenceEqual(runes.Reverse());
    }

    /// <summary>Whether the m-th word of the n-th sentence is the keyword.</summary>
    internal static Predicate<string> KeywordPosition(
        InstructionArguments arguments, Func<string, List<string>> sentencesOf, Func<string, List<string>> wordsOf, StringComparison comparison)
    {
        var keyword = arguments.FirstText("keyword");
        var sentence = arguments.Count("n", least: 1);
        var word = arguments.Count("m", least: 1);
        return text =>
        {
            var sentences = sentencesOf(text);
            if (sentences.Count < sentence)
                return false;
            var words = wordsOf(sentences[sentence - 1]);
            return words.Count >= word && words[word - 1].Equals(keyword, comparison);
        };
    }

    private static Predicate<string> Copy(InstructionArguments arguments)
    {
        var prompt = arguments.Stripped("prompt_to_repeat");
        return text => IsText(text, prompt);
    }

    private static Predicate<string> CopyMultiple(InstructionArguments arguments)
    {
        var prompt = arguments.Stripped("prompt_to_repeat");
        var times = arguments.Count("N", least: 1);
        return text =>
        {
            var parts = text.Split("******");
            return parts.Length == times && Array.TrueForAll(parts, part => IsText(part, prompt));
        };
    }

    private static Predicate<string> CopySpan(InstructionArguments arguments)
    {
        var span = CharacterSpan(arguments.Text("prompt_to_repeat"), arguments.Count("n_start"), arguments.Count("n_end"));
        return text => IsText(text, span);
    }

    /// <summary>A stretch of a text by character indices, the end left out, as Python slices.</summary>
    internal static string CharacterSpan(string text, int start, int end) =>
        string.Concat(text.EnumerateRunes().Skip(start).Take(Math.Max(0, end - start)).Select(rune => rune.ToString()));

    /// <summary>Whether two texts are equal but for case and the whitespace around them.</summary>
    internal static bool IsText(string text, string wanted) =>
        PythonText.Strip(text).Equals(PythonText.Strip(wanted), StringComparison.OrdinalIgnoreCase);

    private static bool HasHyphenatedSentences(string text)
    {
        var gold = IfEvalSentences.Split(text.Replace('-', ' '));
        var parts = text.Split('-');
        return parts.Zip(gold).All(pair => pair.First == pair.Second && PythonText.Strip(pair.First).Length == pair.First.Length);
    }

    private static bool WrapsBigrams(string text)
    {
        var words = PythonText.Split(text);
        if (words.Count < 2)
            return false;
        for (var i = 0; i + 1 < words.Count; i += 2)
        {
            if (!words[i].StartsWith("<<", StringComparison.Ordinal) || !words[i + 1].EndsWith(">>", StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static bool HasNoConsecutiveLetters(string text)
    {
        var words = PythonText.Split(text);
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var first = System.Text.Rune.ToLowerInvariant(words[i].EnumerateRunes().First());
            var second = System.Text.Rune.ToLowerInvariant(words[i + 1].EnumerateRunes().First());
            if (second.Value - first.Value == 1)
                return false;
        }

        return true;
    }

    private static Predicate<string> WordOnce(InstructionArguments arguments)
    {
        var keyword = new KeywordPattern(arguments, "keyword", arguments.Stripped("keyword"));
        return text => keyword.Count(text) == 1;
    }

    private static Predicate<string> WordCount(InstructionArguments arguments)
    {
        var keyword = new KeywordPattern(arguments, "keyword", arguments.Stripped("keyword"));
        return IfEvalFormats.Compare(arguments, "frequency", keyword.Count);
    }

    private static Predicate<string> ExcludeWord(InstructionArguments arguments)
    {

        // The original looks for the word between blanks alone, and a full stop behind it hides it.
        var keyword = new KeywordPattern(arguments, "keyword", Regex.Escape(arguments.Stripped("keyword")), isWholeWord: true);
        return text => !keyword.Occurs(text);
    }

    private static bool StartsAsItEnds(string text)
    {
        var tokens = TreebankWords.Of(text);
        return tokens.Count >= 2 && tokens[0].Equals(tokens[^1], StringComparison.OrdinalIgnoreCase);
    }
}
