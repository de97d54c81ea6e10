using Rlar.Rewards.Reading.Language;
using Rlar.Rewards.Reading.Python;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>IFEval's kinds of what a response must say: keywords, letters, case, language (Zhou et al. 2023, arXiv 2311.07911).</summary>
internal static class IfEvalKeywords
{
    /// <summary>The kinds.</summary>
    internal static IReadOnlyList<InstructionKind> Kinds { get; } =
    [
        new("keywords:existence", Existence),
        new("keywords:frequency", Frequency),
        new("keywords:forbidden_words", ForbiddenWords),
        new("keywords:letter_frequency", LetterFrequency),
        new("language:response_language", ResponseLanguage),
        new("change_case:english_capital", text => PythonCase.IsUpper(text) && LanguageDetector.IsEnglishOrUnknowable(text)),
        new("change_case:english_lowercase", text => PythonCase.IsLower(text) && LanguageDetector.IsEnglishOrUnknowable(text)),
        new("change_case:capital_word_frequency", CapitalWordFrequency),
        new("punctuation:no_comma", text => !text.Contains(',')),
        new("startend:end_checker", EndChecker),
        new("startend:quotation", Quotation),
    ];

    private static Predicate<string> Existence(InstructionArguments arguments)
    {
        var keywords = Patterns(arguments, "keywords", isWholeWord: false);
        return text => Array.TrueForAll(keywords, keyword => keyword.Occurs(text));
    }

    private static Predicate<string> ForbiddenWords(InstructionArguments arguments)
    {
        var words = Patterns(arguments, "forbidden_words", isWholeWord: true);
        return text => !Array.Exists(words, word => word.Occurs(text));
    }

    // The original sorts the words; the order shows only where one is no pattern, and that is refused here.
    private static KeywordPattern[] Patterns(InstructionArguments arguments, string field, bool isWholeWord) =>
        [.. arguments.Texts(field).Distinct().Select(word => new KeywordPattern(arguments, field, word, isWholeWord))];

    private static Predicate<string> Frequency(InstructionArguments arguments)
    {
        var keyword = new KeywordPattern(arguments, "keyword", arguments.Stripped("keyword"));
        var holds = arguments.Relation("relation");
        var frequency = arguments.Count("frequency");
        return text => holds(keyword.Count(text), frequency);
    }

    private static Predicate<string> LetterFrequency(InstructionArguments arguments)
    {
        var letter = arguments.Text("letter");
        var holds = arguments.Relation("let_relation");
        var frequency = arguments.Count("let_frequency");
        if (letter.Length == 1 && char.IsAsciiLetter(letter[0]))
            return text => holds(Letters(text, char.ToLowerInvariant(letter[0])), frequency);

        // In place of "!" or "#", which two prompts ask for, the original counts a letter that it draws; this is what most draws would say.
        return text => Enumerable.Range('a', 26).Count(drawn => holds(Letters(text, (char)drawn), frequency)) > 13;
    }

    // lower() makes an i of the dotted capital and a k of the Kelvin sign.
    private static int Letters(ReadOnlySpan<char> text, char lower) =>
        text.Count(lower) + text.Count(char.ToUpperInvariant(lower)) + (lower switch { 'i' => text.Count('\u0130'), 'k' => text.Count('\u212A'), _ => 0 });

    private static Predicate<string> ResponseLanguage(InstructionArguments arguments)
    {
        var language = arguments.Text("language");
        if (!LanguageDetector.Knows(language))
            throw arguments.Wrong("language", $"one of {string.Join(", ", LanguageDetector.Languages)}");
        return text => LanguageDetector.Detect(text) is { } found ? found == language : !text.Any(char.IsDigit);
    }

    private static Predicate<string> CapitalWordFrequency(InstructionArguments arguments)
    {
        var holds = arguments.Relation("capital_relation");
        var frequency = arguments.Count("capital_frequency");
        return text =>
        {
            var count = 0;
            TreebankWords.Visit(text, token => count += PythonCase.IsUpper(token) ? 1 : 0);
            return holds(count, frequency);
        };
    }

    private static Predicate<string> EndChecker(InstructionArguments arguments)
    {
        var phrase = arguments.Stripped("end_phrase").ToLowerInvariant();
        return text => PythonText.Strip(text).Trim('"').EndsWith(phrase, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Quotation(string text)
    {
        var value = PythonText.Strip(text);
        return value.Length > 1 && value[0] == '"' && value[^1] == '"';
    }
}
