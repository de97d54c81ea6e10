using Rlar.Rewards.Reading.Language;
using Rlar.Rewards.Reading.Literals;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>
/// The constraint functions of allenai/open-instruct (if_functions.py; data set RLVR-IFeval). They take up IFEval's instructions but
/// decide them otherwise: exact counts, text for keywords and not patterns, no stripping.
/// </summary>
internal static partial class OpenInstructKinds
{
    /// <summary>The kinds; the id is the function's name.</summary>
    internal static IReadOnlyList<InstructionKind> Kinds { get; } =
    [
        new("verify_keywords", Keywords),
        new("verify_keyword_frequency", KeywordFrequency),
        new("validate_forbidden_words", ForbiddenWords),
        new("verify_letter_frequency", LetterFrequency),
        new("validate_response_language", ResponseLanguage),
        new("verify_paragraph_count", ParagraphCount),
        new("validate_word_constraint", arguments => Quantified(arguments, PythonText.CountSplit, isTenth: true)),
        new("verify_sentence_constraint", arguments => Quantified(arguments, CountSentences, isTenth: false)),
        new("validate_paragraphs", Paragraphs),
        new("verify_postscript", Postscript),
        new("validate_placeholders", arguments => IfEvalFormats.AtLeast(arguments, "N", text => Marks.Placeholders(text))),
        new("verify_bullet_points", arguments => Exactly(arguments, CountBullets)),
        new("validate_title", HasTitle),
        new("validate_choice", Choice),
        new("validate_highlighted_sections", arguments => IfEvalFormats.AtLeast(arguments, "N", CountHighlights)),
        new("validate_sections", Sections),
        new("validate_json_format", text => PythonJson.IsValid(text)),
        new("validate_repeat_prompt", arguments => Starts(arguments.Text("original_prompt", mayBeEmpty: true))),
        new("validate_two_responses", HasTwoResponses),
        new("validate_uppercase", text => PythonCase.IsItsUpper(text)),
        new("validate_lowercase", text => PythonCase.IsItsLower(text)),
        new("validate_frequency_capital_words", arguments => Quantified(arguments, CountCapitalWords, isTenth: true)),
        new("validate_end", arguments => Ends(arguments.Text("end_phrase", mayBeEmpty: true))),
        new("validate_quotation", text => text.StartsWith('"') && text.EndsWith('"')),
        new("validate_no_commas", text => !text.Contains(',')),
    ];

    private static Predicate<string> Keywords(InstructionArguments arguments)
    {
        var keywords = arguments.Texts("keyword_list");
        return text => keywords.All(keyword => text.Contains(keyword, StringComparison.OrdinalIgnoreCase));
    }

    private static Predicate<string> ForbiddenWords(InstructionArguments arguments)
    {
        var words = arguments.Texts("forbidden_words");
        return text => !words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static Predicate<string> KeywordFrequency(InstructionArguments arguments)
    {
        var word = arguments.Text("word");
        return Exactly(arguments, text => PythonWords.Words(text).Count(found => found.Equals(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static Predicate<string> LetterFrequency(InstructionArguments arguments)
    {
        var letter = arguments.Text("letter");
        if (PythonWords.Length(letter) != 1)
            throw arguments.Wrong("letter", "a single character");
        return Exactly(arguments, text => text.AsSpan().Count(letter));
    }

    // An undetectable language is an error of the original, which its caller does not catch: nothing to reward.
    private static Predicate<string> ResponseLanguage(InstructionArguments arguments)
    {
        var language = arguments.Text("language");
        if (!LanguageDetector.Knows(language))
            throw arguments.Wrong("language", $"one of {string.Join(", ", LanguageDetector.Languages)}");
        return text => LanguageDetector.Detect(text) == language;
    }

    private static Predicate<string> ParagraphCount(InstructionArguments arguments)
    {
        var wanted = arguments.Count("N");
        return text =>
        {
            var blanks = Marks.BlankParts(StrippedLines(text), "* * *");
            return blanks.Count == wanted && !blanks.Contains(true);
        };
    }

    private static string StrippedLines(string text)
    {
        var lines = new List<string>();
        var start = 0;
        while (start < text.Length)
        {
            var length = text.AsSpan(start).IndexOfAny(PythonText.LineEnds);
            var end = length < 0 ? text.Length : start + length;
            lines.Add(PythonText.Strip(text.AsSpan(start, end - start)).ToString());
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }

        return string.Join('\n', lines);
    }

    private static Predicate<string> Paragraphs(InstructionArguments arguments)
    {
        var wanted = arguments.Count("N");
        var first = arguments.Text("first_word", mayBeEmpty: true);
        var nth = arguments.Count("i", least: 1);
        if (nth > wanted)
            throw arguments.Wrong("i", $"a number up to N, which is {wanted}");
        return text =>
        {
            var paragraphs = text.Split("\n\n");
            return paragraphs.Length == wanted && PythonText.Strip(paragraphs[nth - 1]).StartsWith(first, StringComparison.Ordinal);
        };
    }

    private static Predicate<string> Postscript(InstructionArguments arguments)
    {
        var marker = arguments.Text("postscript_marker");
        return text =>
        {
            var at = text.IndexOf(marker, StringComparison.Ordinal);
            return at >= 0 && PythonText.Strip(text.AsSpan(at)).Length > marker.Length;
        };
    }

    private static Predicate<string> Choice(InstructionArguments arguments)
    {
        var options = arguments.Texts("options");
        return text => options.Any(option => text.Contains(option, StringComparison.Ordinal));
    }

    private static Predicate<string> Sections(InstructionArguments arguments)
    {
        var wanted = arguments.Count("N");
        var splitter = arguments.Text("section_splitter");
        return text => text.AsSpan().Count(splitter) + (text.StartsWith(splitter, StringComparison.Ordinal) || text.Length == 0 ? 0 : 1) == wanted;
    }

    private static Predicate<string> Starts(string prompt) => text => text.StartsWith(prompt, StringComparison.Ordinal);

    private static Predicate<string> Ends(string phrase) => text => text.EndsWith(phrase, StringComparison.Ordinal);

    private static bool HasTwoResponses(string text)
    {
        var parts = text.Split("******");
        return parts.Length == 2 && !PythonText.Strip(parts[0]).SequenceEqual(PythonText.Strip(parts[1]));
    }
}
